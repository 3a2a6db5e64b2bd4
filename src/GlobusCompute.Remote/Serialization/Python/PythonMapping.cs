namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>A dict, OrderedDict, defaultdict or Counter.</summary>
internal sealed class PythonMapping(string typeName, List<KeyValuePair<PythonValue, PythonValue>> entries) : PythonValue
{
    private IReadOnlyList<KeyValuePair<PythonValue, PythonValue>>? _distinct;

    public override PythonKind Kind => PythonKind.Dictionary;

    public override string TypeName => typeName;

    public override int Count => Entries.Count;

    public override IReadOnlyList<KeyValuePair<PythonValue, PythonValue>> Entries
    {
        get
        {
            if (Volatile.Read(ref _distinct) is { } known)
            {
                return known;
            }

            var distinct = PythonKeys.Distinct(entries);
            Volatile.Write(ref _distinct, distinct);
            return distinct;
        }
    }

    /// <summary>As they arrived; for the reader to add to.</summary>
    public List<KeyValuePair<PythonValue, PythonValue>> Raw => entries;

    /// <summary>What a defaultdict makes missing values with; null for others.</summary>
    public PythonValue? Factory { get; init; }

    internal override IReadOnlyList<KeyValuePair<PythonValue, PythonValue>> Members => entries;

    internal override void WriteRepr(PythonRepr repr)
    {
        var name = typeName[(typeName.LastIndexOf('.') + 1)..];
        if (Factory is null)
        {
            repr.AddEntries(name == "dict" ? "{" : name + "({", Entries, name == "dict" ? "}" : "})");
            return;
        }

        // The factory may lead back here, so it is written as a part like others.
        repr.Add(name + "(");
        repr.AddNested(Factory);
        repr.AddEntries(", {", Entries, "})");
    }
}
