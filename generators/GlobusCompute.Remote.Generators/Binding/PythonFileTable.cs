using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Binding;

/// <summary>The project's Python files by their paths.</summary>
/// <remarks>
/// Tables are compared by reference: each interface is paired with the table before it is linked, and to compare all files for each of many interfaces would
/// cost more than to link them again. A table is made only when a file changed.
/// </remarks>
internal sealed class PythonFileTable
{
    private readonly Dictionary<string, PythonFile> _byPath = new(StringComparer.Ordinal);
    private readonly PythonCandidates _candidates;
    private readonly Func<string, PythonFile?>? _read;

    /// <param name="files">The files.</param>
    /// <param name="candidates">Files that count as soon as somebody looks for them; null for none.</param>
    /// <param name="read">Reads one of these.</param>
    public PythonFileTable(IEnumerable<PythonFile> files, PythonCandidates? candidates = null, Func<string, PythonFile?>? read = null)
    {
        _candidates = candidates ?? PythonCandidates.None;
        _read = read;
        Files = files.ToEquatableArray();
        foreach (var file in Files)
        {
            // The first of two items for one file counts.
            if (!_byPath.ContainsKey(file.Path))
            {
                _byPath.Add(file.Path, file);
            }
        }
    }

    /// <summary>All files, in the order of the project's items.</summary>
    public EquatableArray<PythonFile> Files { get; }

    /// <summary>What is there under a path as <c>[ComputeFunction]</c> writes it.</summary>
    public FileLookup Find(string path)
    {
        var wanted = PythonFilePath.Normalise(path);
        return _byPath.TryGetValue(wanted, out var file) ? new(path, file, null)
            : _read?.Invoke(wanted) is { } candidate ? new(path, candidate, null)
            : new(path, null, NearestName.Find(wanted, Files.Select(item => item.Path).Concat(_candidates.Paths)));
    }

    /// <summary>The file of a path that is not an item of the project, or null.</summary>
    public AdditionalText? FindCandidate(string path) =>
        PythonFilePath.Normalise(path) is var wanted && !_byPath.ContainsKey(wanted) ? _candidates.Find(wanted) : null;

    /// <summary>The paths that an interface names, each once and as written.</summary>
    public static IEnumerable<string> PathsOf(InterfaceModel model) =>
        model.Members.Select(member => member.Function?.File).Concat(model.Modules.Select(module => module.File)).OfType<string>().Distinct();

    /// <summary>An interface with the files that it names: all of the table that its proxy depends on.</summary>
    public LinkedInterface Link(InterfaceModel model) => new(model, PathsOf(model).Select(Find).ToEquatableArray());
}
