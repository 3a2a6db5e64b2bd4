using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>Fields in the order in which Python keeps them: one that comes again takes the place of the first.</summary>
internal sealed class PythonFieldList
{
    // A chain of classes that inherit each other would else hold the square of its length.
    private const int MaximumFields = 512;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<PythonField?> _fields = [];

    public void Set(PythonField field)
    {
        if (_places.TryGetValue(field.Name, out var place))
        {
            _fields[place] = field;
        }
        else
        {
            _places.Add(field.Name, _fields.Count);
            _fields.Add(field);
        }
    }

    public void Remove(string name)
    {
        if (_places.TryGetValue(name, out var place))
        {
            _fields[place] = null;
            _places.Remove(name);
        }
    }

    public EquatableArray<PythonField> ToFields() => _fields.OfType<PythonField>().Take(MaximumFields).ToEquatableArray();
}
