using GlobusCompute.Remote.Generators.Binding;
using GlobusCompute.Remote.Generators.Python;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.CodeFixes.Reading;

/// <summary>The <c>PythonFunction</c> items of a project together with the documents that edits go to.</summary>
internal sealed class PythonItems
{
    private readonly Dictionary<string, DocumentId> _documents;

    private readonly Project _project;
    private readonly PythonCandidates _candidates;

    private PythonItems(Project project, IReadOnlyList<(PythonFile File, DocumentId Id)> items, CancellationToken cancellationToken)
    {
        _project = project;
        _candidates = PythonCandidates.Of(project.AnalyzerOptions);
        Table = new(
            items.Select(item => item.File),
            _candidates,
            path => _candidates.Read(path, text => PythonFileReader.ReadModule(text, cancellationToken), cancellationToken));
        _documents = items
            .GroupBy(item => item.File.Path, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().Id, StringComparer.Ordinal);
    }

    /// <summary>The files as the generator sees them.</summary>
    public PythonFileTable Table { get; }

    public static async Task<PythonItems> ReadAsync(Project project, CancellationToken cancellationToken)
    {
        var items = new List<(PythonFile, DocumentId)>();
        foreach (var file in project.AnalyzerOptions.AdditionalFiles)
        {
            if (PythonFileReader.RelativePath(file, project.AnalyzerOptions.AnalyzerConfigOptionsProvider) is { } path
                && Find(project, file) is { } document)
            {
                var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
                items.Add((new(path, PythonFileReader.ReadModule(text, cancellationToken)), document.Id));
            }
        }

        return new(project, items, cancellationToken);
    }

    /// <summary>The document of a file of the table.</summary>
    public DocumentId DocumentOf(PythonFile file) =>
        _documents.TryGetValue(file.Path, out var id) ? id
        : _candidates.Find(file.Path) is { } candidate && Find(_project, candidate) is { } document ? document.Id
        : throw new InvalidOperationException($"{file.Path} is not a document of the project.");

    private static TextDocument? Find(Project project, AdditionalText file) =>
        project.AdditionalDocuments.FirstOrDefault(candidate => (candidate.FilePath ?? candidate.Name) == file.Path);
}
