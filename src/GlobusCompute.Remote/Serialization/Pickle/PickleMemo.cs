namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>Values by number, for other places that refer to them. No pickle numbers more values than it has bytes.</summary>
internal sealed class PickleMemo(PayloadBudget budget, int inputBytes)
{
    private PythonValue?[] _values = [];
    private int _count;

    public void Add(PythonValue value) => Put(_count, value);

    public void Put(long index, PythonValue value)
    {
        if (index < 0 || index > inputBytes)
        {
            throw new PayloadException($"a value has the index {index}, which is too large.");
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
        index >= 0 && index < _values.Length && _values[index] is { } value
            ? value
            : throw new PayloadException($"it refers to a value numbered {index}, which is not there.");
}
