using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>A large array of numpy.</summary>
internal static class NumpyFloats
{
    private const int Count = 1_000_000;

    private static readonly PayloadRules s_rules = PayloadRules.ForBuiltInShapes(ComputeNaming.SnakeCase);

    public static FigureSet Set { get; } = new(
        "numpy",
        "Arrays",
        "A numpy array of 1,000,000 float64, pickled and in lines of base64 as a worker sends it, to `double[]`. The comparator decodes the same lines into a pooled "
        + "buffer and copies the numbers into a fresh array once; it reads nothing of the pickle.",
        static async options =>
        {
            var payload = Payload();
            var results = await Comparison.RunAsync(
                9 * options.Rounds,
                () => Usage.OfAsync(() => Task.FromResult(ResultReader.Read<double[]>(payload, s_rules, allowNull: false))),
                () => Usage.OfAsync(() => Task.FromResult(Decode(payload))));
            return [Figure.Compared("pickled float64 → double[]", Comparison.Of(results, static usage => usage.Time.TotalMilliseconds), "{0:0.0} ms", "decoding and one copy")];
        });

    private static byte[] Payload()
    {
        var data = new byte[8 * Count];
        for (var i = 0; i < Count; i++)
        {
            BitConverter.TryWriteBytes(data.AsSpan(8 * i), Math.Sqrt(i));
        }

        var base64 = Convert.ToBase64String(NumpyPickle.Of(data, Count));
        var text = new StringBuilder("00\n");
        for (var i = 0; i < base64.Length; i += 76)
        {
            text.Append(base64.AsSpan(i, Math.Min(76, base64.Length - i))).Append('\n');
        }

        var payload = Encoding.ASCII.GetBytes(text.ToString());
        return Decode(payload).AsSpan().SequenceEqual(ResultReader.Read<double[]>(payload, s_rules, allowNull: false))
            ? payload
            : throw new InvalidOperationException("The comparator does not read what the library reads.");
    }

    private static double[] Decode(ReadOnlySpan<byte> payload)
    {
        // The numbers are followed by nine bytes of the pickle.
        const int End = 9;
        var text = payload[3..];
        var buffer = ArrayPool<byte>.Shared.Rent(text.Length);
        var length = 0;
        while (!text.IsEmpty)
        {
            var line = text.IndexOf((byte)'\n');
            Base64.DecodeFromUtf8(text[..line], buffer.AsSpan(length), out _, out var written);
            length += written;
            text = text[(line + 1)..];
        }

        var numbers = MemoryMarshal.Cast<byte, double>(buffer.AsSpan(length - End - (8 * Count), 8 * Count)).ToArray();
        ArrayPool<byte>.Shared.Return(buffer);
        return numbers;
    }
}
