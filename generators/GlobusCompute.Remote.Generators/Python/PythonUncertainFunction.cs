using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>A function of a name that a call does not certainly reach.</summary>
/// <param name="Function">The last <c>def</c> of the name.</param>
/// <param name="IsHidden">Whether Python runs none of them, since they are for type checkers only.</param>
/// <param name="Lines">The lines of all <c>def</c>s of the name, in order.</param>
internal sealed record PythonUncertainFunction(PythonSignature Function, bool IsHidden, EquatableArray<int> Lines)
{
    /// <summary>Those of a text, in order.</summary>
    /// <param name="entryPoints">The functions that calls certainly reach.</param>
    /// <param name="signatures">The functions that Python may bind.</param>
    /// <param name="hidden">The functions that it never does.</param>
    public static IEnumerable<PythonUncertainFunction> Find(
        IEnumerable<PythonSignature> entryPoints, IEnumerable<PythonSignature> signatures, IEnumerable<PythonSignature> hidden)
    {
        var seen = new HashSet<string>(entryPoints.Select(function => function.Name), StringComparer.Ordinal);
        return Of(signatures, isHidden: false).Concat(Of(hidden, isHidden: true));

        IEnumerable<PythonUncertainFunction> Of(IEnumerable<PythonSignature> functions, bool isHidden) =>
            functions.GroupBy(function => function.Name)
                .Where(group => seen.Add(group.Key))
                .Select(group => new PythonUncertainFunction(group.Last(), isHidden, group.Select(function => function.Line).ToEquatableArray()));
    }
}
