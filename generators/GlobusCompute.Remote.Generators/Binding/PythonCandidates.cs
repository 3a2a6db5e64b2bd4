using GlobusCompute.Remote.Generators.Python;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.Generators.Binding;

/// <summary>The Python files of a project that are not <c>PythonFunction</c> items. One of them is read when an attribute names it.</summary>
/// <remarks>Compared by reference: there may be thousands of them, and a new table is made only when a file of the project changed.</remarks>
internal sealed class PythonCandidates
{
    private readonly Dictionary<string, AdditionalText> _files = new(StringComparer.Ordinal);

    public PythonCandidates(IEnumerable<(AdditionalText File, string? Path)> files)
    {
        foreach (var (file, path) in files)
        {
            if (path is not null && !_files.ContainsKey(path))
            {
                _files.Add(path, file);
            }
        }
    }

    /// <summary>A project without such files.</summary>
    public static PythonCandidates None { get; } = new([]);

    /// <summary>Their paths, relative to the project.</summary>
    public IEnumerable<string> Paths => _files.Keys;

    /// <summary>The candidates among a compilation's files.</summary>
    public static PythonCandidates Of(AnalyzerOptions options) =>
        new(options.AdditionalFiles.Select(file => (file, PythonFileReader.CandidatePath(file, options.AnalyzerConfigOptionsProvider))));

    /// <summary>The file of a path in the common form, or null.</summary>
    public AdditionalText? Find(string path) => _files.TryGetValue(path, out var file) ? file : null;

    /// <summary>Reads the file of a path in the common form, or gives null when there is none.</summary>
    public PythonFile? Read(string path, Func<SourceText, PythonModule> read, CancellationToken cancellationToken) =>
        Find(path) is { } file
            ? new(path, file.GetText(cancellationToken) is { } text ? read(text) : PythonFileReader.ReadModule(null, cancellationToken))
            : null;
}
