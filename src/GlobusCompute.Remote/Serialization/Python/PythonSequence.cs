namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>A list, tuple, set, frozenset or deque.</summary>
internal sealed class PythonSequence(PythonKind kind, string typeName, List<PythonValue> items) : PythonValue
{
    public static readonly PythonSequence EmptyTuple = new(PythonKind.Tuple, "tuple", []);

    private const int Few = 4;

    private List<PythonValue>? _distinct;

    public override PythonKind Kind => kind;

    public override string TypeName => typeName;

    public override int Count => Items.Count;

    public override IReadOnlyList<PythonValue> Items => kind == PythonKind.Set ? Distinct() : items;

    /// <summary>As they arrived; for the reader to add to.</summary>
    public List<PythonValue> Raw => items;

    /// <summary>The most items a deque holds, or -1.</summary>
    public int MaxLength { get; init; } = -1;

    /// <summary>The hash as a key, kept since one tuple may be the key of very many entries; 0 before it is known.</summary>
    public int KeyHash { get; set; }

    internal override void WriteRepr(PythonRepr repr)
    {
        var (open, close) = (kind, typeName) switch
        {
            (PythonKind.List, "list") => ("[", "]"),
            (PythonKind.Tuple, _) => ("(", items.Count == 1 ? ",)" : ")"),
            (PythonKind.Set, "set") when items.Count > 0 => ("{", "}"),
            (PythonKind.Set, _) when items.Count == 0 => (typeName + "(", ")"),
            (PythonKind.Set, _) => (typeName + "({", "})"),
            _ => (typeName[(typeName.LastIndexOf('.') + 1)..] + "([", MaxLength < 0 ? "])" : $"], maxlen={MaxLength})"),
        };
        repr.AddItems(open, Items, close);
    }

    private List<PythonValue> Distinct()
    {
        if (Volatile.Read(ref _distinct) is { } known && known.Count <= items.Count)
        {
            return known;
        }

        var distinct = items.Count <= Few ? DistinctOfFew() : DistinctOfMany();
        Volatile.Write(ref _distinct, distinct);
        return distinct;
    }

    /// <summary>Without a table, which would take many times what the items do.</summary>
    private List<PythonValue> DistinctOfFew()
    {
        List<PythonValue>? distinct = null;
        for (var i = 0; i < items.Count; i++)
        {
            if (Holds(distinct ?? items, distinct?.Count ?? i, items[i]))
            {
                distinct ??= items.GetRange(0, i);
            }
            else
            {
                distinct?.Add(items[i]);
            }
        }

        return distinct ?? items;
    }

    private List<PythonValue> DistinctOfMany()
    {
        var seen = new HashSet<PythonValue>(PythonKeys.Instance);
        var distinct = new List<PythonValue>(items.Count);
        foreach (var item in items)
        {
            if (seen.Add(item))
            {
                distinct.Add(item);
            }
        }

        return distinct;
    }

    private static bool Holds(List<PythonValue> values, int count, PythonValue sought)
    {
        for (var i = 0; i < count; i++)
        {
            if (PythonKeys.Instance.Equals(values[i], sought))
            {
                return true;
            }
        }

        return false;
    }
}
