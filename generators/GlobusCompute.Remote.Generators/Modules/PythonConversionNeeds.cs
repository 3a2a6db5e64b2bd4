using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>Tells which annotations need a conversion anywhere in them.</summary>
/// <param name="python">The file.</param>
/// <param name="needs">Whether a type needs one by itself; null leaves that to what it is made of.</param>
internal sealed class PythonConversionNeeds(PythonModule python, Func<PythonType, PythonClass?, bool?> needs)
{
    // Each class once: it may hold itself, and be held by many others.
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);

    /// <summary>Those that hold objects of a class of the file, of which plain data is not a replacement.</summary>
    public static PythonConversionNeeds OfObjects(PythonModule python) => new(python, static (_, found) => found?.Kind switch
    {
        PythonClassKind.Dataclass or PythonClassKind.NamedTuple => true,
        PythonClassKind.Enum => found.Members.Count > 0,
        _ => null,
    });

    public bool Of(PythonType? type)
    {
        _visited.Clear();
        return type is not null && Search(type);
    }

    private bool Search(PythonType type)
    {
        var found = type.Kind == PythonTypeKind.Class ? python.FindClass(type.Name) : null;
        return needs(type, found) ?? (found is null ? type.Arguments.Any(Search) : _visited.Add(found.Name) && found.Fields.Any(field => Search(field.Type)));
    }
}
