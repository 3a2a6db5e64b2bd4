using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace GlobusCompute.Remote.Serialization.Formats;

/// <summary>
/// An argument in a format: bytes, or a list or a dictionary of such. With an adapter, a byte stands before the data that says whether it is compressed, and
/// JSON has all of it as base64 text. Without one, the function takes the bytes as they are.
/// </summary>
internal sealed class FormattedValue
{
    private const byte Plain = 0;
    private const byte Compressed = 1;

    private FormattedValue()
    {
    }

    /// <summary>The bytes, where it is neither a list nor a dictionary.</summary>
    public ReadOnlyMemory<byte> Data { get; private init; }

    /// <summary>Whether the bytes are for an adapter, which takes them as text as well.</summary>
    public bool HasAdapter { get; private init; }

    public IReadOnlyList<FormattedValue?>? Items { get; private init; }

    public IReadOnlyList<KeyValuePair<string, FormattedValue?>>? Entries { get; private init; }

    /// <summary>Encodes one value.</summary>
    /// <exception cref="PayloadException">The format cannot.</exception>
    public static FormattedValue Of<TFormat, T>(TFormat format, T value, in FormatRoom room, Action<TFormat, IBufferWriter<byte>, T> write)
        where TFormat : ComputeFormat
    {
        var output = new ArrayBufferWriter<byte>();
        var head = format.Adapter is null ? 0 : 1;
        if (head > 0)
        {
            output.Write([Plain]);
        }

        try
        {
            write(format, output, value);
        }
        catch (Exception e) when (e is not (PayloadException or OutOfMemoryException))
        {
            throw new PayloadException($"{format.Name}: {Innermost(e)}", null, e);
        }

        var data = output.WrittenMemory;
        var isCompressed = head > 0 && room.Wants(data.Length) && (room.Needs(data.Length) || IsCompressible(data.Span));
        return new FormattedValue { Data = isCompressed ? Compress(data) : data, HasAdapter = head > 0 };
    }

    /// <summary>Encodes items one by one.</summary>
    /// <exception cref="PayloadException">The format cannot. The path names the item.</exception>
    public static FormattedValue Of<T>(IEnumerable<T> items, Func<T, FormatRoom, FormattedValue?> encode, FormatRoom room)
    {
        var encoded = new List<FormattedValue?>();
        foreach (var item in items)
        {
            var value = At($"$[{encoded.Count}]", item, room, encode);
            room = room with { Taken = room.Taken + Length(value) };
            encoded.Add(value);
        }

        return new FormattedValue { Items = encoded };
    }

    /// <summary>Encodes the values of a dictionary.</summary>
    /// <exception cref="PayloadException">The format cannot. The path names the key.</exception>
    public static FormattedValue Of<T>(IEnumerable<KeyValuePair<string, T>> entries, Func<T, FormatRoom, FormattedValue?> encode, FormatRoom room)
    {
        var encoded = new List<KeyValuePair<string, FormattedValue?>>();
        foreach (var (key, item) in entries)
        {
            var value = At($"$['{key}']", item, room, encode);
            room = room with { Taken = room.Taken + Length(value) };
            encoded.Add(new(key, value));
        }

        return new FormattedValue { Entries = encoded };
    }

    /// <summary>What a library that wraps exceptions has to say: the messages from outermost to innermost, each once.</summary>
    public static string Innermost(Exception error)
    {
        var messages = new List<string>();
        for (var current = error; current is not null && messages.Count < 4; current = current.InnerException)
        {
            if (!messages.Contains(current.Message))
            {
                messages.Add(current.Message);
            }
        }

        return string.Join(" ", messages);
    }

    private static FormattedValue? At<T>(string path, T item, FormatRoom room, Func<T, FormatRoom, FormattedValue?> encode)
    {
        try
        {
            return encode(item, room);
        }
        catch (PayloadException e)
        {
            throw new PayloadException(e.Message, path, e);
        }
    }

    private static int Length(FormattedValue? value) => value is null ? 4 : (value.Data.Length * 4 / 3) + 4;

    /// <summary>Whether parts of the data become a tenth shorter: noise would be compressed in vain, which takes longer than to send it.</summary>
    private static bool IsCompressible(ReadOnlySpan<byte> data)
    {
        const int Parts = 8;
        const int PartBytes = 8 * 1024;
        if (data.Length <= Parts * PartBytes)
        {
            return true;
        }

        var sample = new byte[Parts * PartBytes];
        for (var part = 0; part < Parts; part++)
        {
            data.Slice((int)((long)(data.Length - PartBytes) * part / (Parts - 1)), PartBytes).CopyTo(sample.AsSpan(part * PartBytes));
        }

        return Compress(sample).Length < sample.Length;
    }

    /// <summary>The data compressed, where that makes it a tenth shorter.</summary>
    private static ReadOnlyMemory<byte> Compress(ReadOnlyMemory<byte> data)
    {
        using var output = new MemoryStream(data.Length / 2);
        Span<byte> head = stackalloc byte[1 + sizeof(long)];
        head[0] = Compressed;
        BinaryPrimitives.WriteInt64LittleEndian(head[1..], data.Length - 1);
        output.Write(head);
        using (var stream = new ZLibStream(output, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(data.Span[1..]);
        }

        return output.Length < data.Length * 9L / 10 ? output.GetBuffer().AsMemory(0, (int)output.Length) : data;
    }

    /// <summary>The data that a worker's adapter made, without the byte before it.</summary>
    /// <param name="data">What arrived.</param>
    /// <param name="budget">What reading may cost; the data counts as long as it is when it is not compressed any more.</param>
    /// <exception cref="PayloadException">It is damaged, or takes more than it may.</exception>
    public static ReadOnlyMemory<byte> Open(ReadOnlyMemory<byte> data, PayloadBudget budget) => data.Span switch
    {
        [Plain, ..] => data[1..],
        [Compressed, ..] => Inflate(data[1..], budget),
        _ => throw new PayloadException("the result does not begin as the adapter begins it: it is damaged, or another function made it."),
    };

    /// <summary>Decompresses what begins with its own length, which is counted before anything of it is made.</summary>
    private static ReadOnlyMemory<byte> Inflate(ReadOnlyMemory<byte> data, PayloadBudget budget)
    {
        var length = data.Length >= sizeof(long) ? BinaryPrimitives.ReadInt64LittleEndian(data.Span) : -1;
        if (length is < 0 or > int.MaxValue)
        {
            throw Damaged("it does not say how long it is.");
        }

        budget.Charge(length);
        try
        {
            using var source = new LastByteStream(data[sizeof(long)..]);
            using var stream = new ZLibStream(source, CompressionMode.Decompress);
            var output = GC.AllocateUninitializedArray<byte>((int)length);
            stream.ReadExactly(output);
            return stream.ReadByte() >= 0 ? throw Damaged($"more than the {length:N0} bytes that it says follow.")
                : source.IsAtEnd ? output
                : throw Damaged("it ends before its last byte.");
        }
        catch (EndOfStreamException e)
        {
            throw Damaged($"it ends before the {length:N0} bytes that it says.", e);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(e.Message, e);
        }
    }

    private static PayloadException Damaged(string how, Exception? inner = null) => new($"the compressed result is damaged: {how}", null, inner);
}
