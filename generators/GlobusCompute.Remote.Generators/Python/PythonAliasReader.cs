namespace GlobusCompute.Remote.Generators.Python;

/// <summary>Tells which types the aliases of a text stand for. One that holds itself stands for none that is known.</summary>
/// <remarks>Each is read once, and only so much of them is kept that aliases of aliases cannot grow without limit.</remarks>
/// <param name="types">Reads their types.</param>
/// <param name="names">The names of the text.</param>
internal sealed class PythonAliasReader(PythonTypeReader types, PythonNames names)
{
    private const int MaximumChain = 16;
    private const int MaximumSize = 256;
    private readonly Dictionary<string, PythonType> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _recursive = new(StringComparer.Ordinal);
    private readonly List<string> _reading = [];

    /// <summary>The type that an alias stands for.</summary>
    public PythonType Read(PythonAlias alias)
    {
        if (_known.TryGetValue(alias.Name, out var known))
        {
            return known;
        }

        var outer = _reading.IndexOf(alias.Name);
        if (outer >= 0)
        {
            // All of the circle are what none of them can be without the others.
            _recursive.UnionWith(_reading.Skip(outer));
        }

        if (outer >= 0 || _reading.Count >= MaximumChain)
        {
            return PythonTypeReader.Unknown("");
        }

        _reading.Add(alias.Name);
        var type = ReadAnew(alias);
        _reading.RemoveAt(_reading.Count - 1);
        if (_recursive.Contains(alias.Name) || Size(type) > MaximumSize)
        {
            type = PythonTypeReader.Unknown("");
        }

        _known.Add(alias.Name, type);
        return type;
    }

    private PythonType ReadAnew(PythonAlias alias)
    {
        if (alias.Annotation.Count > 0 && names.Resolve(Dotted(alias.Annotation)) is not ("typing.TypeAlias" or "typing_extensions.TypeAlias"))
        {
            // A variable with a type of its own.
            return PythonTypeReader.Unknown("");
        }

        var open = alias.Type.Find("(", 0, 0);
        if (open < alias.Type.Count)
        {
            var isNewType = names.Resolve(Dotted(alias.Type.Slice(0, open))) is "typing.NewType" or "typing_extensions.NewType";
            var comma = alias.Type.Find(",", open, 1);
            return isNewType ? types.ReadAlias(alias.Type.Slice(comma + 1, alias.Type.Count - 1), alias.Variables) : PythonTypeReader.Unknown("");
        }

        return types.ReadAlias(alias.Type, alias.Variables);
    }

    private static string Dotted(PythonStatement tokens) => string.Concat(Enumerable.Range(0, tokens.Count).Select(tokens.TextAt));

    private static int Size(PythonType type) => 1 + type.Arguments.Sum(Size);
}
