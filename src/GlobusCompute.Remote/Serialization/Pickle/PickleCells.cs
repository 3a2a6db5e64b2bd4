using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text.Unicode;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>
/// Scalars, bytes, lists of scalars and times of a pickle where they lie, each known by the position of its opcode, and the memo by which other places refer to
/// them. A value is made when it is requested, and a text that several places share is made once.
/// </summary>
internal sealed partial class PickleCells(ReadOnlyMemory<byte> pickle) : IDisposable
{
    /// <summary>Positions fit the digits of a token.</summary>
    public const int MaxLength = 1 << 30;

    private const int Other = -1;
    private const int Class = -2;

    private int[] _memo = ArrayPool<int>.Shared.Rent(256);
    private string?[] _texts = [];
    private int _count;

    /// <summary>Gets the number of values in the memo.</summary>
    public int MemoCount => _count;

    /// <summary>Gets the bytes that the table of the memo took while it grew.</summary>
    public long MemoBytes => 8L * _memo.Length;

    /// <summary>Gets whether the scalar at a position is text.</summary>
    public bool IsTextAt(int at) => pickle.Span[at] is PickleOpcode.ShortText or (byte)'X' or 0x8D or (byte)'h' or (byte)'j';

    /// <summary>Gets the number of bytes of the text at a position, which may refer to another one.</summary>
    public int TextLength(int at) => pickle.Span[at] switch
    {
        (byte)'h' => Utf8At(_memo[pickle.Span[at + 1]]).Length,
        (byte)'j' => Utf8At(_memo[BinaryPrimitives.ReadUInt32LittleEndian(pickle.Span[(at + 1)..])]).Length,
        _ => Utf8At(at).Length,
    };

    /// <summary>Forgets what came into the memo after a count.</summary>
    public void TruncateMemo(int count)
    {
        _count = count;
        if (count < _texts.Length)
        {
            _texts.AsSpan(count).Clear();
        }
    }

    /// <summary>Puts a text in the memo.</summary>
    public void AddText(int at) => Add(at);

    /// <summary>Puts a class of which nothing but its name is known in the memo.</summary>
    public void AddClass() => Add(Class);

    /// <summary>Puts anything else in the memo, to which nothing may refer.</summary>
    public void AddOther() => Add(Other);

    /// <summary>Gets whether the memo has a text at an index, and its position.</summary>
    public bool IsText(long index, out int at)
    {
        at = (ulong)index < (ulong)_count ? _memo[index] : Other;
        return at >= 0;
    }

    /// <summary>Gets whether the memo has a class at an index.</summary>
    public bool IsClass(long index) => (ulong)index < (ulong)_count && _memo[index] == Class;

    /// <summary>Gets the bytes of the text whose opcode is at a position.</summary>
    public ReadOnlySpan<byte> Utf8At(int at)
    {
        var bytes = pickle.Span[at..];
        return bytes[0] switch
        {
            PickleOpcode.ShortText => bytes.Slice(2, bytes[1]),
            (byte)'X' => bytes.Slice(5, (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes[1..])),
            _ => bytes.Slice(9, (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes[1..])),
        };
    }

    /// <summary>Gets whether the text at a position is UTF-8 without surrogates.</summary>
    public bool IsUtf8(int at) => Utf8.IsValid(Utf8At(at));

    /// <summary>Reads an integer that fits a long.</summary>
    public bool TryInteger(int at, out long value)
    {
        var bytes = pickle.Span[at..];
        switch (bytes[0])
        {
            case (byte)'K':
                value = bytes[1];
                return true;
            case (byte)'M':
                value = BinaryPrimitives.ReadUInt16LittleEndian(bytes[1..]);
                return true;
            case (byte)'J':
                value = BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]);
                return true;
            case 0x8A when bytes[1] <= 8:
                value = 0;
                for (var i = bytes[1] - 1; i >= 0; i--)
                {
                    value = (value << 8) | bytes[2 + i];
                }

                var unused = 64 - (8 * bytes[1]);
                value = unused == 64 ? 0 : value << unused >> unused;
                return true;
            default:
                value = 0;
                return false;
        }
    }

    /// <summary>Reads a float.</summary>
    public bool TryFloat(int at, out double value)
    {
        var bytes = pickle.Span[at..];
        value = bytes[0] == 'G' ? BinaryPrimitives.ReadDoubleBigEndian(bytes[1..]) : 0;
        return bytes[0] == 'G';
    }

    /// <summary>Reads a bool.</summary>
    public bool TryBoolean(int at, out bool value)
    {
        var code = pickle.Span[at];
        value = code == 0x88;
        return code is 0x88 or 0x89;
    }

    /// <summary>Gets whether the value at a position is None.</summary>
    public bool IsNone(int at) => pickle.Span[at] == 'N';

    /// <summary>Reads a text.</summary>
    public bool TryText(int at, out string value)
    {
        var bytes = pickle.Span[at..];
        switch (bytes[0])
        {
            case PickleOpcode.ShortText or (byte)'X' or 0x8D:
                value = JsonStringText.ToText(Utf8At(at));
                return true;
            case (byte)'h':
                value = Shared(bytes[1]);
                return true;
            case (byte)'j':
                value = Shared((int)BinaryPrimitives.ReadUInt32LittleEndian(bytes[1..]));
                return true;
            default:
                value = "";
                return false;
        }
    }

    /// <summary>Makes the value at a position, as <see cref="PickleReader"/> does.</summary>
    public PythonValue ValueAt(int at)
    {
        if (TryText(at, out var text))
        {
            return text.Length == 0 ? PythonString.Empty : new PythonString(text);
        }

        if (TryInteger(at, out var integer))
        {
            return PythonInteger.Of(integer);
        }

        if (TryFloat(at, out var number))
        {
            return new PythonFloat(number);
        }

        var bytes = pickle.Span[at..];
        return bytes[0] switch
        {
            (byte)'N' => PythonConstant.Nothing,
            0x88 => PythonConstant.True,
            0x89 => PythonConstant.False,
            PickleOpcode.EmptyList => ListAt(at),
            PickleOpcode.Reduce => CallAt(at),
            PickleOpcode.ShortBytes or PickleOpcode.Bytes or 0x8E => BytesAt(at),
            _ => PythonInteger.Of(new BigInteger(bytes.Slice(2, bytes[1]))),
        };
    }

    /// <summary>Gives the tables back.</summary>
    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_memo);
        _memo = [];
        ReturnReferences();
        ReturnTexts();
        _texts = [];
    }

    private void ReturnTexts()
    {
        if (_texts.Length > 0)
        {
            ArrayPool<string?>.Shared.Return(_texts, clearArray: true);
        }
    }

    private string Shared(int index)
    {
        if (index >= _texts.Length)
        {
            var larger = ArrayPool<string?>.Shared.Rent(Math.Max(_count, 2 * _texts.Length));
            larger.AsSpan(_texts.Length).Clear();
            _texts.CopyTo(larger, 0);
            ReturnTexts();
            _texts = larger;
        }

        return _texts[index] ??= JsonStringText.ToText(Utf8At(_memo[index]));
    }

    private void Add(int entry)
    {
        if (_count == _memo.Length)
        {
            var larger = ArrayPool<int>.Shared.Rent(2 * _count);
            _memo.AsSpan(0, _count).CopyTo(larger);
            ArrayPool<int>.Shared.Return(_memo);
            _memo = larger;
        }

        _memo[_count++] = entry;
    }
}
