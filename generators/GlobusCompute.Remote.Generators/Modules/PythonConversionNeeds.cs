using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>Tells which annotations need a conversion anywhere in them. Classes that hold themselves end the search.</summary>
/// <param name="python">The file.</param>
/// <param name="needs">Whether a type needs one by itself; null leaves that to what it is made of.</param>
internal sealed class PythonConversionNeeds(PythonModule python, Func<PythonType, PythonClass?, bool?> needs)
{
    private readonly HashSet<string> _visiting = new(StringComparer.Ordinal);

    /// <summary>Those that hold objects of a class of the file, of which plain data is not a replacement.</summary>
    public static PythonConversionNeeds OfObjects(PythonModule python) => new(python, static (_, found) => found?.Kind switch
    {
        PythonClassKind.Dataclass or PythonClassKind.NamedTuple => true,
        PythonClassKind.Enum => found.Members.Count > 0,
        _ => null,
    });

    public bool Of(PythonType? type)
    {
        if (type is null)
        {
            return false;
        }

        var found = type.Kind == PythonTypeKind.Class ? python.FindClass(type.Name) : null;
        return needs(type, found) ?? (found is null ? type.Arguments.Any(Of) : OfFields(found));
    }

    private bool OfFields(PythonClass type)
    {
        if (!_visiting.Add(type.Name))
        {
            return false;
        }

        var any = type.Fields.Any(field => Of(field.Type));
        _visiting.Remove(type.Name);
        return any;
    }
}
