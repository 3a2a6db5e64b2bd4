using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>Tells which types the aliases of a text stand for. One that holds itself stands for none that is known.</summary>
/// <remarks>Each is read once for the same arguments, and only so much of them is kept that aliases of aliases cannot grow without limit.</remarks>
/// <param name="types">Reads their types.</param>
/// <param name="names">The names of the text.</param>
internal sealed class PythonAliasReader(PythonTypeReader types, PythonNames names)
{
    private const int MaximumChain = 16;
    private const int MaximumSize = 256;

    private static readonly PythonType s_any = new(PythonTypeKind.Any, "Any", "", default);

    private readonly Dictionary<string, PythonType> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _recursive = new(StringComparer.Ordinal);
    private readonly List<string> _reading = [];

    /// <summary>The type that an alias stands for.</summary>
    /// <param name="alias">The alias.</param>
    /// <param name="arguments">What stands in square brackets after it, in place of its type variables.</param>
    public PythonType Read(PythonAlias alias, IReadOnlyList<PythonType> arguments)
    {
        var key = arguments.Count == 0 ? alias.Name : $"{alias.Name}[{string.Join(",", arguments.Select(Key))}]";
        if (_known.TryGetValue(key, out var known))
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
        var type = ReadAnew(alias, arguments);
        _reading.RemoveAt(_reading.Count - 1);
        if (_recursive.Contains(alias.Name) || Size(type) > MaximumSize)
        {
            type = PythonTypeReader.Unknown("");
        }

        _known.Add(key, type);
        return type;
    }

    private PythonType ReadAnew(PythonAlias alias, IReadOnlyList<PythonType> arguments)
    {
        if (alias.Annotation.Count > 0 && names.Resolve(Dotted(alias.Annotation)) is not ("typing.TypeAlias" or "typing_extensions.TypeAlias"))
        {
            // A variable with a type of its own.
            return PythonTypeReader.Unknown("");
        }

        var open = alias.Type.Find("(", 0, 0);
        if (open < alias.Type.Count)
        {
            var comma = alias.Type.Find(",", open, 1);
            return IsVariable(alias) ? s_any
                : Maker(alias) == "NewType" ? types.ReadAlias(alias.Type.Slice(comma + 1, alias.Type.Count - 1), new Dictionary<string, PythonType>())
                : PythonTypeReader.Unknown("");
        }

        var bound = new Dictionary<string, PythonType>(StringComparer.Ordinal);
        foreach (var variable in alias.Variables.Count > 0 ? alias.Variables : VariablesIn(alias.Type))
        {
            bound[variable] = bound.Count < arguments.Count ? arguments[bound.Count] : s_any;
        }

        return types.ReadAlias(alias.Type, bound);
    }

    /// <summary>The type variables that a type names, in the order in which Python counts them.</summary>
    private IEnumerable<string> VariablesIn(PythonStatement type) =>
        Enumerable.Range(0, type.Count)
            .Where(i => type.IsIdentifier(i) && !type.Is(i - 1, ".") && names.FindAlias(type.TextAt(i)) is { } variable && IsVariable(variable))
            .Select(type.TextAt)
            .Distinct();

    private bool IsVariable(PythonAlias alias) => Maker(alias) is "TypeVar" or "TypeVarTuple" or "ParamSpec";

    /// <summary>The name of the function of <c>typing</c> that makes what the alias stands for, or null.</summary>
    private string? Maker(PythonAlias alias)
    {
        var open = alias.Type.Find("(", 0, 0);
        var name = open < alias.Type.Count ? names.Resolve(Dotted(alias.Type.Slice(0, open))) : null;
        return name is not null && (name.StartsWith("typing.", StringComparison.Ordinal) || name.StartsWith("typing_extensions.", StringComparison.Ordinal))
            ? name.Substring(name.IndexOf('.') + 1)
            : null;
    }

    private static string Dotted(PythonStatement tokens) => string.Concat(Enumerable.Range(0, tokens.Count).Select(tokens.TextAt));

    private static int Size(PythonType type) => 1 + type.Arguments.Sum(Size);

    private static string Key(PythonType type) => $"{type.Kind}:{type.Name}:{type.Exact}({string.Join(",", type.Arguments.Select(Key))})";
}
