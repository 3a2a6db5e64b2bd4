using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>
/// Pickled values being written, in a pooled array: opcodes of protocol 4 with nothing before the first value and nothing after the last. Each value stands by
/// itself, so that a value can be taken back, and pieces can be put together in any order.
/// </summary>
internal sealed partial class PickleBuffer
{
    private const int KeptBytes = 64 * 1024;
    private const int CheckedDepth = 32;

    private byte[] _bytes = [];
    private int _length;
    private int _depth;
    private uint _globals;
    private PayloadRules? _rules;

    public int Length => _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>The globals that values refer to, one bit each.</summary>
    public uint Globals => _globals;

    /// <summary>How numeric arrays are written.</summary>
    public ArrayForm Arrays { get; private set; }

    public PayloadRules Rules => _rules!;

    /// <summary>Begins values of one call.</summary>
    public void Begin(PayloadRules rules, ArrayForm arrays, int depth = 0)
    {
        _rules = rules;
        Arrays = arrays;
        _depth = depth;
    }

    /// <summary>Forgets what was written after a length.</summary>
    public void Truncate(int length) => _length = length;

    /// <summary>Empties the buffer, and gives a large array back.</summary>
    public void Clear()
    {
        _length = 0;
        _globals = 0;
        _depth = 0;
        _rules = null;
        if (_bytes.Length > KeptBytes)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
        }
    }

    /// <summary>At least this many free bytes; commit them with <see cref="Advance"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Reserve(int count)
    {
        if (_bytes.Length - _length < count)
        {
            Grow(count);
        }

        return _bytes.AsSpan(_length);
    }

    public void Advance(int count) => _length += count;

    public void Raw(ReadOnlySpan<byte> opcodes)
    {
        opcodes.CopyTo(Reserve(opcodes.Length));
        _length += opcodes.Length;
    }

    public void Raw(byte opcode)
    {
        Reserve(1)[0] = opcode;
        _length++;
    }

    public void Null() => Raw(PickleOpcode.None);

    public void Boolean(bool value) => Raw(value ? PickleOpcode.True : PickleOpcode.False);

    /// <summary>An <c>int</c>, in the shortest form.</summary>
    public void Integer(long value)
    {
        var span = Reserve(10);
        switch (value)
        {
            case >= 0 and <= byte.MaxValue:
                span[0] = PickleOpcode.Int8;
                span[1] = (byte)value;
                _length += 2;
                break;
            case >= 0 and <= ushort.MaxValue:
                span[0] = PickleOpcode.Int16;
                BinaryPrimitives.WriteUInt16LittleEndian(span[1..], (ushort)value);
                _length += 3;
                break;
            case >= int.MinValue and <= int.MaxValue:
                span[0] = PickleOpcode.Int32;
                BinaryPrimitives.WriteInt32LittleEndian(span[1..], (int)value);
                _length += 5;
                break;
            default:
                Span<byte> bytes = stackalloc byte[8];
                BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
                LongInteger(bytes);
                break;
        }
    }

    public void Integer(BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            Integer((long)value);
            return;
        }

        var count = value.GetByteCount();
        WriteLongHead(count);
        value.TryWriteBytes(Reserve(count), out var written);
        _length += written;
    }

    /// <summary>An <c>int</c> from little-endian two's complement; bytes that only repeat the sign are left out.</summary>
    public void LongInteger(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 1 && bytes[^1] == ((bytes[^2] & 0x80) == 0 ? 0 : 0xFF))
        {
            bytes = bytes[..^1];
        }

        WriteLongHead(bytes.Length);
        Raw(bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Float(double value)
    {
        var span = Reserve(9);
        span[0] = PickleOpcode.Float;
        BinaryPrimitives.WriteDoubleBigEndian(span[1..], value);
        _length += 9;
    }

    /// <summary>A <c>str</c>. Half a surrogate pair is kept, as Python does.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        // A half counts three bytes, what U+FFFD would take.
        var count = Encoding.UTF8.GetByteCount(text);
        WriteHead(PickleOpcode.ShortText, PickleOpcode.Text, count);
        var span = Reserve(count);
        var written = 0;
        while (Utf8.FromUtf16(text, span[written..], out var read, out var bytes, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            written += bytes;
            var unit = text[read];
            span[written++] = (byte)(0xE0 | (unit >> 12));
            span[written++] = (byte)(0x80 | ((unit >> 6) & 0x3F));
            span[written++] = (byte)(0x80 | (unit & 0x3F));
            text = text[(read + 1)..];
        }

        _length += count;
    }

    /// <summary>A <c>str</c> from the content of a JSON string.</summary>
    public void EscapedText(ReadOnlySpan<byte> content)
    {
        if (!content.Contains((byte)'\\'))
        {
            WriteHead(PickleOpcode.ShortText, PickleOpcode.Text, content.Length);
            Raw(content);
            return;
        }

        // The length stands first, and is known last.
        var pooled = ArrayPool<byte>.Shared.Rent(content.Length);
        try
        {
            var length = JsonStringText.Unescape(content, pooled);
            WriteHead(PickleOpcode.ShortText, PickleOpcode.Text, length);
            Raw(pooled.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pooled);
        }
    }

    /// <summary>A <c>bytes</c>.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        WriteHead(PickleOpcode.ShortBytes, PickleOpcode.Bytes, bytes.Length);
        Raw(bytes);
    }

    /// <summary>Pushes one of Python's objects.</summary>
    public void Global(PickleGlobal global)
    {
        _globals |= 1u << (int)global;
        var span = Reserve(2);
        span[0] = PickleOpcode.Get;
        span[1] = (byte)global;
        _length += 2;
    }

    private void WriteLongHead(int count)
    {
        var span = Reserve(5);
        if (count <= byte.MaxValue)
        {
            span[0] = PickleOpcode.ShortLong;
            span[1] = (byte)count;
            _length += 2;
            return;
        }

        span[0] = PickleOpcode.Long;
        BinaryPrimitives.WriteInt32LittleEndian(span[1..], count);
        _length += 5;
    }

    private void WriteHead(byte shortOpcode, byte opcode, int count)
    {
        var span = Reserve(5);
        if (count <= byte.MaxValue)
        {
            span[0] = shortOpcode;
            span[1] = (byte)count;
            _length += 2;
            return;
        }

        span[0] = opcode;
        BinaryPrimitives.WriteInt32LittleEndian(span[1..], count);
        _length += 5;
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(_length + count), (int)Math.Min(Math.Max(256L, 2L * _bytes.Length), Array.MaxLength)));
        Written.CopyTo(larger);
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = larger;
    }
}
