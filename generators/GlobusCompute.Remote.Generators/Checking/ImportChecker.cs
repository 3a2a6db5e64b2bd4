using GlobusCompute.Remote.Generators.Binding;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Checking;

/// <summary>Finds imports of files that lie beside a source. They work here, and fail on the worker, which gets the source's text only.</summary>
internal static class ImportChecker
{
    /// <summary>What a file imports and the worker does not have.</summary>
    /// <param name="displayName">Whose function it is.</param>
    /// <param name="what">The function, or the file.</param>
    /// <param name="file">The file.</param>
    /// <param name="location">The place that names the file.</param>
    /// <param name="isFile">Whether the project has a Python file of a path.</param>
    public static IEnumerable<Problem> Check(string displayName, string what, PythonFile file, ProblemLocation location, Func<string, bool> isFile)
    {
        var reported = new HashSet<string>(StringComparer.Ordinal);
        foreach (var import in file.Module.Imports)
        {
            if (import.IsGuarded || !reported.Add(import.Module))
            {
                continue;
            }

            var found = Find(import, file.Path, isFile);
            if (found is null && import.Module[0] != '.')
            {
                continue;
            }

            var problem = Problem.Of(
                    Descriptors.LocalImport,
                    location,
                    displayName,
                    what,
                    file.Path,
                    import.Module,
                    ContractReport.Text(import.Line),
                    found is null ? "relative to a package that the worker does not have" : $"'{found}' of this project")
                .With(ProblemKeys.PythonFile, file.Path)
                .With(ProblemKeys.PythonLine, ContractReport.Text(import.Line));
            yield return found is null ? problem : problem.With(ProblemKeys.ImportedFile, found);
        }
    }

    private static string? Find(PythonImport import, string path, Func<string, bool> isFile)
    {
        var dots = import.Module.TakeWhile(c => c == '.').Count();
        var module = import.Module.Substring(dots);
        if (dots == 0 && StandardModules.Contains(module.Split('.')[0]))
        {
            return null;
        }

        var slash = path.LastIndexOf('/');
        var folder = slash < 0 ? "" : path.Substring(0, slash + 1);
        string[] roots = dots > 0 ? [folder + string.Concat(Enumerable.Repeat("../", dots - 1))] : [folder, ""];
        var places = roots.Distinct().SelectMany(root => Places(root + module.Replace('.', '/'), import.Names));
        return places.Select(PythonFilePath.Normalise).FirstOrDefault(place => place != path && isFile(place));
    }

    private static IEnumerable<string> Places(string module, IEnumerable<string> names)
    {
        if (module.Length > 0 && !module.EndsWith("/", StringComparison.Ordinal))
        {
            yield return module + ".py";
            yield return module + "/__init__.py";
        }

        foreach (var name in names)
        {
            yield return $"{module}/{name}.py";
        }
    }
}
