using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>Python's containers, called as classes.</summary>
internal static class ContainerMakers
{
    public static PythonValue? List(PickleReader reader, IReadOnlyList<PythonValue> arguments) => Sequence(reader, arguments, PythonKind.List, "list");

    public static PythonValue? Tuple(PickleReader reader, IReadOnlyList<PythonValue> arguments) => Sequence(reader, arguments, PythonKind.Tuple, "tuple");

    public static PythonValue? Set(PickleReader reader, IReadOnlyList<PythonValue> arguments) => Sequence(reader, arguments, PythonKind.Set, "set");

    public static PythonValue? FrozenSet(PickleReader reader, IReadOnlyList<PythonValue> arguments) => Sequence(reader, arguments, PythonKind.Set, "frozenset");

    public static PythonValue? Dictionary(PickleReader reader, IReadOnlyList<PythonValue> arguments) => Mapping(reader, arguments, "dict");

    public static PythonValue? OrderedDictionary(PickleReader reader, IReadOnlyList<PythonValue> arguments) =>
        Mapping(reader, arguments, "collections.OrderedDict");

    public static PythonValue? Counter(PickleReader reader, IReadOnlyList<PythonValue> arguments) => Mapping(reader, arguments, "collections.Counter");

    public static PythonValue? DefaultDictionary(PickleReader reader, IReadOnlyList<PythonValue> arguments) =>
        arguments.Count < 2
            ? new PythonMapping("collections.defaultdict", []) { Factory = arguments.Count == 1 ? arguments[0] : PythonConstant.Nothing }
            : null;

    /// <summary>Maps that come as its state, and are looked through in their order.</summary>
    public static PythonValue? ChainMap(PickleReader reader, IReadOnlyList<PythonValue> arguments) =>
        arguments.Count == 0 ? new PythonMapping("collections.ChainMap", []) : null;

    /// <summary>Gives a ChainMap its maps: of equal keys the first map's counts, as in Python, which is the order of the last one.</summary>
    public static void Chain(PickleReader reader, PythonMapping chain, PythonValue state)
    {
        if (chain.Raw.Count > 0 || state is not PythonMapping attributes || !reader.TryGet(attributes, "maps", out var maps)
            || maps is not PythonSequence { Kind: PythonKind.List, Raw: var all })
        {
            throw new PayloadException("a ChainMap is given a state that is not its maps.");
        }

        reader.Work(all.Count);
        if (!all.TrueForAll(static map => map is PythonMapping))
        {
            // Maps of classes that are not known here stay what they are.
            chain.Raw.Add(new(new PythonString("maps"), maps));
            return;
        }

        for (var i = all.Count - 1; i >= 0; i--)
        {
            var map = (PythonMapping)all[i];
            if (!ReferenceEquals(map, chain))
            {
                reader.Charge(32 + (32L * map.Raw.Count));
                chain.Raw.AddRange(map.Raw);
            }
        }
    }

    /// <summary>Items, and how many there may be.</summary>
    public static PythonValue? Deque(PickleReader reader, IReadOnlyList<PythonValue> arguments)
    {
        var maximum = arguments.Count < 2 || arguments[1].IsNone ? -1L
            : arguments[1] is PythonInteger { IsSmall: true, Small: >= 0 and <= int.MaxValue and var most } ? most
            : -2;
        return arguments.Count > 2 || maximum == -2 || Items(reader, arguments.Count == 0 ? PythonSequence.EmptyTuple : arguments[0]) is not { } items
            ? null
            : new PythonSequence(PythonKind.List, "collections.deque", items) { MaxLength = (int)maximum };
    }

    private static PythonSequence? Sequence(PickleReader reader, IReadOnlyList<PythonValue> arguments, PythonKind kind, string typeName) => arguments switch
    {
        [] => new PythonSequence(kind, typeName, []),
        [var only] when Items(reader, only) is { } items => new PythonSequence(kind, typeName, items),
        _ => null,
    };

    private static List<PythonValue>? Items(PickleReader reader, PythonValue value)
    {
        if (value is not PythonSequence { Raw: var items })
        {
            return null;
        }

        reader.Charge(32 + (8L * items.Count));
        return [.. items];
    }

    private static PythonMapping? Mapping(PickleReader reader, IReadOnlyList<PythonValue> arguments, string typeName)
    {
        switch (arguments)
        {
            case []:
                return new PythonMapping(typeName, []);
            case [PythonMapping { Raw: var entries }]:
                reader.Charge(32 + (16L * entries.Count));
                return new PythonMapping(typeName, [.. entries]);
            case [PythonSequence { Raw: var pairs }]:
                // Counted before they are looked at: a list that holds no pairs may be given again and again.
                reader.Work(pairs.Count);
                if (!pairs.TrueForAll(static p => p is PythonSequence { Raw.Count: 2 }))
                {
                    return null;
                }

                reader.Charge(32 + (16L * pairs.Count));
                return new PythonMapping(typeName, pairs.ConvertAll(static p => KeyValuePair.Create(((PythonSequence)p).Raw[0], ((PythonSequence)p).Raw[1])));
            default:
                return null;
        }
    }
}
