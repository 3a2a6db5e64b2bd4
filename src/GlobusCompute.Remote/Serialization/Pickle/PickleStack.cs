namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>Values under construction, and marks between them that only their own opcodes reach below.</summary>
internal sealed class PickleStack(PayloadBudget budget)
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
