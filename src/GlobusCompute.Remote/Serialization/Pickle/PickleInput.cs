using System.Buffers.Binary;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>The bytes of a pickle, taken from the front. Lengths are compared with what is left before anything is made for them.</summary>
internal sealed class PickleInput(ReadOnlyMemory<byte> bytes)
{
    private int _at;

    public int Length => bytes.Length;

    public int At => _at;

    public byte Byte() => _at < bytes.Length ? bytes.Span[_at++] : throw CutOff();

    public ReadOnlySpan<byte> Take(long count) => TakeMemory(count).Span;

    public ReadOnlyMemory<byte> TakeMemory(long count)
    {
        if (count < 0 || count > bytes.Length - _at)
        {
            throw CutOff();
        }

        var taken = bytes.Slice(_at, (int)count);
        _at += (int)count;
        return taken;
    }

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    /// <summary>An eight-byte length; what is larger than the input is refused when it is taken.</summary>
    public long Length8() => Math.Max(-1, (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(Take(8)), int.MaxValue));

    /// <summary>A frame says how many bytes follow; that they are there is all that is checked.</summary>
    public void Frame()
    {
        if (BinaryPrimitives.ReadUInt64LittleEndian(Take(8)) > (ulong)(bytes.Length - _at))
        {
            throw CutOff();
        }
    }

    /// <summary>A line of text, its line feed left out.</summary>
    public ReadOnlySpan<byte> Line()
    {
        var length = bytes.Span[_at..].IndexOf((byte)'\n');
        if (length < 0)
        {
            throw CutOff();
        }

        var line = bytes.Span.Slice(_at, length);
        _at += length + 1;
        return line;
    }

    private PayloadException CutOff() => new($"it ends in the middle, after {bytes.Length} bytes: it is damaged or was cut off.");
}
