using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>Types of names alone.</summary>
/// <param name="names">The names of the text.</param>
/// <param name="classes">The names of its classes.</param>
internal sealed class PythonNamedTypes(PythonNames names, IEnumerable<string> classes)
{
    private readonly HashSet<string> _classes = new(classes, StringComparer.Ordinal);

    /// <summary>The type of a full name, as <see cref="PythonNames.Resolve"/> gives it.</summary>
    /// <param name="name">The name, or null where it is not known.</param>
    /// <param name="text">The annotation as written.</param>
    public PythonType Of(string? name, string text)
    {
        if (name is null)
        {
            return PythonTypeReader.Unknown(text);
        }

        if (Own(name) is { } own)
        {
            return new(PythonTypeKind.Class, text, own, default);
        }

        var kind = PythonTypeNames.KindOf(name);
        return kind switch
        {
            _ when name.StartsWith("#", StringComparison.Ordinal) => PythonTypeReader.Unknown(text),
            PythonTypeKind.Unknown or PythonTypeKind.Union or PythonTypeKind.Literal => PythonTypeReader.Unknown(text, name),
            PythonTypeKind.Tuple => new(PythonTypeKind.VariadicTuple, text, "", default),
            _ => new(kind, text, "", default) { Exact = PythonTypeNames.ExactOf(name) },
        };
    }

    /// <summary>The class of the text of which all values of a literal are members, as in <c>Literal[Color.RED]</c>, or null.</summary>
    /// <param name="values">The values.</param>
    public string? OwnerOf(IEnumerable<PythonType> values)
    {
        var owners = values.Select(value => value.Name.Split('.')).Select(parts => parts.Length == 2 ? names.Resolve(parts[0]) : null).Distinct().ToArray();
        return owners is [{ } name] ? Own(name) : null;
    }

    private string? Own(string name) => name.StartsWith("#", StringComparison.Ordinal) && _classes.Contains(name.Substring(1)) ? name.Substring(1) : null;
}
