using System.Buffers.Binary;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>
/// Writes the JSON that <see cref="TypedPythonJson"/> would write for a type, straight from the opcodes of a pickle: rows of scalars in the order in which
/// Python writes them, whose values stay where they lie. Whatever else a pickle has makes it give up, having changed nothing: <see cref="PickleReader"/> reads
/// all pickles, and says what is wrong with one. It goes over the pickle twice: at first it counts what is going to be allocated, and allocates next to
/// nothing.
/// </summary>
internal sealed partial class RowScanner
{
    // Beyond that System.Text.Json may need a larger stack.
    private const int MaxDepth = 64;

    private readonly ReadOnlyMemory<byte> _pickle;
    private readonly PickleCells _cells;
    private readonly JsonBuffer _text;
    private readonly PythonReading _reading;
    private readonly PayloadBudget _budget;
    private readonly List<RowKeys?> _keys = [];
    private bool _isWriting;
    private int _length;
    private int _at;
    private int _depth;
    private long _steppedBack;

    public RowScanner(ReadOnlyMemory<byte> pickle, PickleCells cells, JsonBuffer output, PythonReading reading, PayloadBudget budget)
    {
        _pickle = pickle;
        _cells = cells;
        _text = output;
        _reading = reading;
        _budget = budget;
    }

    /// <summary>Gets whether every object that was written has the members that it must have.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Gets the bytes that were allocated although nothing has been made.</summary>
    public long Kept { get; private set; }

    /// <summary>Writes the value of the pickle for a type.</summary>
    /// <returns>False when the pickle has to be read in the general way.</returns>
    public bool TryWrite(RowNode node) =>
        _pickle.Length <= PickleCells.MaxLength && _pickle.Span is [0x80, >= 2 and <= 5, ..] && IsRead(node) && IsAffordable() && IsRead(node);

    private bool IsRead(RowNode node)
    {
        _at = 2;
        _steppedBack = 0;
        return Next() != PickleOpcode.None && Value(node) && Next() == PickleOpcode.Stop;
    }

    /// <summary>The next opcode that is not a frame; 0, which is none, at the end.</summary>
    private byte Next()
    {
        var bytes = _pickle.Span;
        while (_at < bytes.Length)
        {
            var code = bytes[_at];
            if (code != 0x95)
            {
                return code;
            }

            if (bytes.Length - _at < 9 || BinaryPrimitives.ReadUInt64LittleEndian(bytes[(_at + 1)..]) > (ulong)(bytes.Length - _at - 9))
            {
                return 0;
            }

            _at += 9;
        }

        return 0;
    }

    private bool Value(RowNode node)
    {
        if (node.Kind == RowKind.Value)
        {
            return Scalars(out var at) && Token(node, at);
        }

        if (Next() == PickleOpcode.None)
        {
            _at++;
            Raw("null"u8);
            return true;
        }

        if (node.Kind == RowKind.Enumeration)
        {
            return Enumeration();
        }

        if (++_depth > MaxDepth || (!_isWriting && (!_budget.TryMake() || !_budget.TryWork(1) || !_budget.TryCharge(node.Bytes))))
        {
            return false;
        }

        var isWritten = node.Kind switch
        {
            RowKind.Sequence => Sequence(node),
            RowKind.Tuple or RowKind.Fields => Tuple(node),
            _ => Next() == PickleOpcode.EmptyDict ? Mapping(node, out _) : node.Kind == RowKind.Object && Instance(node),
        };
        _depth--;
        return isWritten;
    }

    private bool Token(RowNode node, int at)
    {
        _length += RowToken.Length;
        if (!_isWriting)
        {
            return _budget.TryCharge(node.IsDouble && _pickle.Span[at] != PickleOpcode.Float ? RowCosts.OtherNumber : node.Bytes);
        }

        RowToken.Write(at, _text.Reserve(RowToken.Length));
        _text.Advance(RowToken.Length);
        return true;
    }

    private bool Enumeration()
    {
        if (!Cell(out var at))
        {
            return false;
        }

        if (_isWriting)
        {
            PythonJson.Write(_text, _cells.ValueAt(at), _reading);
            _length = _text.Length;
            return true;
        }

        var isText = _cells.IsTextAt(at);
        var length = isText ? _cells.TextLength(at) : 0;
        _length += 24 + length;
        return (isText || _cells.TryInteger(at, out _)) && _budget.TryCharge(RowCosts.Cell + (8L * length)) && _budget.TryWork(length / 8);
    }

    /// <summary>Goes past a scalar.</summary>
    /// <param name="at">Where it lies.</param>
    private bool Cell(out int at)
    {
        var code = Next();
        at = _at;
        var left = _pickle.Length - _at;
        switch (code)
        {
            case PickleOpcode.None or PickleOpcode.True or PickleOpcode.False:
                _at++;
                return true;
            case PickleOpcode.Int8:
                _at += 2;
                return left >= 2;
            case PickleOpcode.Int16:
                _at += 3;
                return left >= 3;
            case PickleOpcode.Int32:
                _at += 5;
                return left >= 5;
            case PickleOpcode.Float:
                _at += 9;
                return left >= 9;
            case PickleOpcode.ShortLong:
                var bytes = left >= 2 ? _pickle.Span[_at + 1] : int.MaxValue;
                _at += 2 + Math.Min(bytes, left);
                return left - 2 >= bytes && TryCharge(32 + bytes);
            case PickleOpcode.Get or (byte)'j':
                return Reference(out var index) && _cells.IsText(index, out _) && IsNoted(index, at);
            default:
                return Text() && TryCharge(32 + (2L * (_at - at))) && Remember(at);
        }
    }

    /// <summary>Goes past a text.</summary>
    private bool Text()
    {
        var rest = _pickle.Span[_at..];
        if (rest.Length < 9 && rest is not [PickleOpcode.ShortText, _, ..] and not [PickleOpcode.Text, _, _, _, _, ..])
        {
            return false;
        }

        var (head, length) = rest[0] switch
        {
            PickleOpcode.ShortText => (2, rest[1]),
            PickleOpcode.Text => (5, BinaryPrimitives.ReadUInt32LittleEndian(rest[1..])),
            0x8D => (9, BinaryPrimitives.ReadUInt64LittleEndian(rest[1..])),
            _ => (0, ulong.MaxValue),
        };
        if (length > (ulong)(rest.Length - head) || !_cells.IsUtf8(_at))
        {
            return false;
        }

        _at += head + (int)length;
        return true;
    }

    /// <summary>Goes past a reference to the memo.</summary>
    private bool Reference(out long index)
    {
        var rest = _pickle.Span[_at..];
        if (rest[0] == PickleOpcode.Get && rest.Length >= 2)
        {
            index = rest[1];
            _at += 2;
            return true;
        }

        index = rest.Length >= 5 ? BinaryPrimitives.ReadUInt32LittleEndian(rest[1..]) : -1;
        _at += 5;
        return index >= 0;
    }

    /// <summary>Goes past the opcode that puts a value in the memo, if there is one.</summary>
    private bool IsPut()
    {
        var code = Next();
        if (code == 0x94)
        {
            _at++;
            return true;
        }

        var rest = _pickle.Span[Math.Min(_at, _pickle.Length)..];
        if (code == PickleOpcode.Put && rest.Length >= 2 && rest[1] == _cells.MemoCount)
        {
            _at += 2;
            return true;
        }

        if (code == 'r' && rest.Length >= 5 && BinaryPrimitives.ReadUInt32LittleEndian(rest[1..]) == _cells.MemoCount)
        {
            _at += 5;
            return true;
        }

        return false;
    }

    private bool Remember(int text)
    {
        if (IsPut())
        {
            _cells.AddText(text);
        }

        return true;
    }

    private bool RememberOther()
    {
        if (IsPut())
        {
            _cells.AddOther();
        }

        return true;
    }
}
