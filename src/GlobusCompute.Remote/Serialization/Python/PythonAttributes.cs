using System.Collections;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>
/// An object's attributes where they lie: names beside values, then entries of dictionaries. Nothing is copied, since very many objects may share them.
/// </summary>
internal sealed class PythonAttributes : IReadOnlyList<KeyValuePair<PythonValue, PythonValue>>
{
    public static readonly PythonAttributes None = new([], [], [], []);

    private readonly IReadOnlyList<PythonValue> _names;
    private readonly IReadOnlyList<PythonValue> _values;
    private readonly List<KeyValuePair<PythonValue, PythonValue>> _first;
    private readonly List<KeyValuePair<PythonValue, PythonValue>> _second;

    /// <param name="names">Names of fields.</param>
    /// <param name="values">Their values.</param>
    /// <param name="first">Entries that follow.</param>
    /// <param name="second">Entries after these.</param>
    public PythonAttributes(
        IReadOnlyList<PythonValue> names,
        IReadOnlyList<PythonValue> values,
        List<KeyValuePair<PythonValue, PythonValue>> first,
        List<KeyValuePair<PythonValue, PythonValue>> second)
    {
        _names = names;
        _values = values;
        _first = first;
        _second = second;
    }

    public int Count => Fields + _first.Count + _second.Count;

    private int Fields => Math.Min(_names.Count, _values.Count);

    public KeyValuePair<PythonValue, PythonValue> this[int index] =>
        index < Fields ? new(_names[index], _values[index])
        : index - Fields < _first.Count ? _first[index - Fields]
        : _second[index - Fields - _first.Count];

    public IEnumerator<KeyValuePair<PythonValue, PythonValue>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
