using System.Collections;
using System.Numerics;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>A list, tuple, set, frozenset or deque.</summary>
internal sealed class PythonSequence(PythonKind kind, string typeName, List<PythonValue> items) : PythonValue
{
    public static readonly PythonSequence EmptyTuple = new(PythonKind.Tuple, "tuple", []);

    private List<PythonValue>? _distinct;

    public override PythonKind Kind => kind;

    public override string TypeName => typeName;

    public override int Count => Items.Count;

    public override IReadOnlyList<PythonValue> Items => kind == PythonKind.Set ? Distinct() : items;

    /// <summary>As they arrived; for the reader to add to.</summary>
    public List<PythonValue> Raw => items;

    /// <summary>The most items a deque holds, or -1.</summary>
    public int MaxLength { get; init; } = -1;

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

        var seen = new HashSet<PythonValue>(PythonKeys.Instance);
        var distinct = new List<PythonValue>(items.Count);
        foreach (var item in items)
        {
            if (seen.Add(item))
            {
                distinct.Add(item);
            }
        }

        Volatile.Write(ref _distinct, distinct);
        return distinct;
    }
}

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

internal sealed class PythonRange(BigInteger start, BigInteger stop, BigInteger step) : PythonValue
{
    public override PythonKind Kind => PythonKind.Range;

    public override string TypeName => "range";

    public BigInteger Start => start;

    public BigInteger Stop => stop;

    public BigInteger Step => step;

    public BigInteger Length
    {
        get
        {
            var span = step.Sign > 0 ? stop - start : start - stop;
            return span.Sign <= 0 ? BigInteger.Zero : ((span - 1) / BigInteger.Abs(step)) + 1;
        }
    }

    public override IReadOnlyList<PythonValue> Items =>
        Length <= int.MaxValue ? new Numbers(start, step, (int)Length) : throw new InvalidOperationException("The range has more than two billion items.");

    internal override void WriteRepr(PythonRepr repr) =>
        repr.AddCall("range", step.IsOne ? [PythonInteger.Of(start), PythonInteger.Of(stop)] : [PythonInteger.Of(start), PythonInteger.Of(stop), PythonInteger.Of(step)]);

    private sealed class Numbers(BigInteger start, BigInteger step, int count) : IReadOnlyList<PythonValue>
    {
        public int Count => count;

        public PythonValue this[int index] => (uint)index < (uint)count ? PythonInteger.Of(start + (step * index)) : throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<PythonValue> GetEnumerator()
        {
            for (var i = 0; i < count; i++)
            {
                yield return this[i];
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

internal sealed class PythonSlice(PythonValue start, PythonValue stop, PythonValue step) : PythonValue
{
    public override PythonKind Kind => PythonKind.Slice;

    public override string TypeName => "slice";

    public PythonValue Start => start;

    public PythonValue Stop => stop;

    public PythonValue Step => step;

    internal override void WriteRepr(PythonRepr repr) => repr.AddCall("slice", [start, stop, step]);
}
