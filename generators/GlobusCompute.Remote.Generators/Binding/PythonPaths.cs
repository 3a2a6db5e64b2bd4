using System.Globalization;
using GlobusCompute.Remote.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.Generators.Binding;

/// <summary>Where the Python files lie that the compiler was given. Looked up when a problem asks for it.</summary>
internal sealed class PythonPaths(AnalyzerOptions options)
{
    private readonly Lazy<Dictionary<string, string>> _files = new(() => Read(options));

    /// <summary>Whether there is a file, <c>PythonFunction</c> item or not, of a path relative to the project.</summary>
    public bool Contains(string path) => _files.Value.ContainsKey(path);

    /// <summary>The place in a Python file that a problem is about, or null.</summary>
    public Location? Locate(Problem problem)
    {
        string? Property(string key) => problem.Properties.FirstOrDefault(property => property.Key == key).Value;
        if (Property(ProblemKeys.PythonFile) is not { } path
            || !_files.Value.TryGetValue(path, out var file)
            || !int.TryParse(Property(ProblemKeys.PythonLine), NumberStyles.None, CultureInfo.InvariantCulture, out var line))
        {
            return null;
        }

        var start = new LinePosition(line - 1, 0);
        return Location.Create(file, default, new LinePositionSpan(start, start));
    }

    private static Dictionary<string, string> Read(AnalyzerOptions options)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        var provider = options.AnalyzerConfigOptionsProvider;
        foreach (var file in options.AdditionalFiles)
        {
            if ((PythonFileReader.RelativePath(file, provider) ?? Other(file, provider)) is { } path)
            {
                files[path] = file.Path;
            }
        }

        return files;
    }

    private static string? Other(AdditionalText file, AnalyzerConfigOptionsProvider provider) =>
        file.Path.EndsWith(".py", StringComparison.OrdinalIgnoreCase) ? PythonFileReader.PathFrom(file, provider) : null;
}
