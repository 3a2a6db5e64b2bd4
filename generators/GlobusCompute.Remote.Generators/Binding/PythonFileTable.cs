using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Binding;

/// <summary>The project's Python files by their paths.</summary>
/// <remarks>
/// Tables are compared by reference: each interface is paired with the table before it is linked, and to compare all files for each of
/// many interfaces would cost more than to link them again. A table is made only when a file changed.
/// </remarks>
internal sealed class PythonFileTable
{
    private readonly Dictionary<string, PythonFile> _byPath = new(StringComparer.Ordinal);

    public PythonFileTable(IEnumerable<PythonFile> files)
    {
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
        return _byPath.TryGetValue(wanted, out var file)
            ? new(path, file, null)
            : new(path, null, NearestName.Find(wanted, Files.Select(candidate => candidate.Path)));
    }

    /// <summary>An interface with the files that it names: all of the table that its proxy depends on.</summary>
    public LinkedInterface Link(InterfaceModel model)
    {
        var paths = new List<string>();
        foreach (var path in model.Members.Select(member => member.Function?.File).Concat(model.Modules.Select(module => module.File)).OfType<string>())
        {
            if (!paths.Contains(path))
            {
                paths.Add(path);
            }
        }

        return new(model, paths.Select(Find).ToEquatableArray());
    }
}
