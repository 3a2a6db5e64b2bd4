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
            case [PythonSequence { Raw: var pairs }] when pairs.TrueForAll(static p => p is PythonSequence { Raw.Count: 2 }):
                reader.Charge(32 + (16L * pairs.Count));
                return new PythonMapping(typeName, [.. pairs.Select(static p => KeyValuePair.Create(((PythonSequence)p).Raw[0], ((PythonSequence)p).Raw[1]))]);
            default:
                return null;
        }
    }
}
