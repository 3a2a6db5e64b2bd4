namespace GlobusCompute.Remote.Serialization.Pickle;

internal sealed partial class PickleReader
{
    private bool MemoOrStack(byte code)
    {
        switch (code)
        {
            case (byte)'(':
                _stack.Mark();
                break;
            case (byte)'0':
                _stack.PopValueOrMark();
                break;
            case (byte)'1':
                _stack.PopToMark();
                break;
            case (byte)'2':
                _stack.Push(_stack.Peek());
                break;
            case 0x94:
                _memo.Add(_stack.Peek());
                break;
            case (byte)'q':
                _memo.Put(_input.Byte(), _stack.Peek());
                break;
            case (byte)'r':
                _memo.Put(_input.UInt32(), _stack.Peek());
                break;
            case (byte)'p':
                _memo.Put(PickleLines.Index(_input.Line()), _stack.Peek());
                break;
            case (byte)'h':
                _stack.Push(_memo.Get(_input.Byte()));
                break;
            case (byte)'j':
                _stack.Push(_memo.Get(_input.UInt32()));
                break;
            case (byte)'g':
                _stack.Push(_memo.Get(PickleLines.Index(_input.Line())));
                break;
            case 0x80:
                var protocol = _input.Byte();
                if (protocol > HighestProtocol)
                {
                    throw new PayloadException($"it is of protocol {protocol}; 0 to {HighestProtocol} are read.");
                }

                break;
            case 0x95:
                _input.Frame();
                break;
            default:
                return false;
        }

        return true;
    }
}

/// <summary>Counts the bytes that values take, and refuses more than there may be.</summary>
internal sealed class PickleBudget(long bytes)
{
    private long _spent;

    public long Spent => _spent;

    public void Charge(long cost)
    {
        _spent += cost;
        if (_spent > bytes)
        {
            throw new PayloadException($"its values would take more than {bytes:N0} bytes of memory, out of all proportion to it.");
        }
    }

    /// <summary>What a list takes when it has to grow: twice what it had, or what is asked for.</summary>
    public void ChargeGrowth(int count, int added, int capacity, int size)
    {
        if ((long)count + added > capacity)
        {
            Charge(32 + (size * Math.Max(Math.Max(2L * capacity, 4), (long)count + added)));
        }
    }
}

/// <summary>Values under construction, and marks between them that only their own opcodes reach below.</summary>
internal sealed class PickleStack(PickleBudget budget)
{
    private PythonValue[] _values = new PythonValue[64];
    private int[] _marks = new int[16];
    private int _count;
    private int _markCount;

    private int Floor => _markCount == 0 ? 0 : _marks[_markCount - 1];

    public void Push(PythonValue value)
    {
        if (_count == _values.Length)
        {
            budget.Charge(16L * _count);
            Array.Resize(ref _values, 2 * _count);
        }

        _values[_count++] = value;
    }

    public void Mark()
    {
        if (_markCount == _marks.Length)
        {
            budget.Charge(8L * _markCount);
            Array.Resize(ref _marks, 2 * _markCount);
        }

        _marks[_markCount++] = _count;
    }

    public PythonValue Peek() => _count > Floor ? _values[_count - 1] : throw Empty();

    public PythonValue Pop()
    {
        var value = Peek();
        _values[--_count] = null!;
        return value;
    }

    public void PopValueOrMark()
    {
        if (_markCount > 0 && _count == Floor)
        {
            _markCount--;
        }
        else
        {
            Pop();
        }
    }

    public List<PythonValue> PopLast(int count)
    {
        if (_count - count < Floor)
        {
            throw Empty();
        }

        return Take(_count - count);
    }

    public List<PythonValue> PopToMark()
    {
        if (_markCount == 0)
        {
            throw new PayloadException("a mark is missing.");
        }

        var items = Take(Floor);
        _markCount--;
        return items;
    }

    /// <summary>The values above the mark.</summary>
    public ReadOnlySpan<PythonValue> PeekToMark() => _markCount > 0 ? _values.AsSpan(Floor, _count - Floor) : throw new PayloadException("a mark is missing.");

    /// <summary>The value below the mark.</summary>
    public PythonValue PeekBelowMark() => Floor > (_markCount > 1 ? _marks[_markCount - 2] : 0) ? _values[Floor - 1] : throw Empty();

    /// <summary>Drops the mark and what is above it.</summary>
    public void DropToMark()
    {
        _values.AsSpan(Floor, _count - Floor).Clear();
        _count = Floor;
        _markCount--;
    }

    private static PayloadException Empty() => new("its stack is empty where a value is needed.");

    private List<PythonValue> Take(int from)
    {
        var taken = _values.AsSpan(from, _count - from);
        budget.Charge(32 + (8 * taken.Length));
        var items = new List<PythonValue>(taken.Length);
        items.AddRange(taken);
        taken.Clear();
        _count = from;
        return items;
    }
}

/// <summary>Values by number, for other places that refer to them. No pickle numbers more values than it has bytes.</summary>
internal sealed class PickleMemo(PickleBudget budget, int inputBytes)
{
    private PythonValue?[] _values = [];
    private int _count;

    public void Add(PythonValue value) => Put(_count, value);

    public void Put(long index, PythonValue value)
    {
        if (index < 0 || index > inputBytes)
        {
            throw new PayloadException($"a value is numbered {index}, out of all proportion.");
        }

        if (index >= _values.Length)
        {
            var length = (int)Math.Max(Math.Max(16, 2L * _values.Length), index + 1);
            budget.Charge(8L * length);
            Array.Resize(ref _values, length);
        }

        _count += _values[index] is null ? 1 : 0;
        _values[index] = value;
    }

    public PythonValue Get(long index) =>
        index >= 0 && index < _values.Length && _values[index] is { } value ? value : throw new PayloadException($"it refers to a value numbered {index}, which is not there.");
}
