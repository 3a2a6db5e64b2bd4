using System.Buffers.Binary;
using System.Text;

namespace GlobusCompute.Remote.Chaos.Service;

/// <summary>Writes results as dill does: base64 in lines behind its header.</summary>
internal static class PickleWriter
{
    private const int Line = 76;

    public static string Numbers(params ReadOnlySpan<long> numbers)
    {
        List<byte> pickle = [0x80, 4, (byte)']', 0x94, (byte)'('];
        foreach (var number in numbers)
        {
            var bytes = new byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
            pickle.AddRange([0x8A, 8, .. bytes]);
        }

        return Wrap([.. pickle, (byte)'e', (byte)'.']);
    }

    public static string Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, utf8.Length);
        return Wrap([0x80, 4, (byte)'X', .. length, .. utf8, 0x94, (byte)'.']);
    }

    public static string Wrap(byte[] pickle) =>
        "00\n" + string.Concat(Convert.ToBase64String(pickle).Chunk(Line).Select(static line => new string(line) + "\n"));
}
