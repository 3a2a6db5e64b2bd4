using GlobusCompute.Remote.Generators.Binding;
using GlobusCompute.Remote.Generators.Python;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.CodeFixes.Reading;

/// <summary>The <c>PythonFunction</c> items of a project together with the documents that edits go to.</summary>
internal sealed class PythonItems
{
    private readonly Dictionary<string, DocumentId> _documents;

    private PythonItems(IReadOnlyList<(PythonFile File, DocumentId Id)> items)
    {
        Table = new(items.Select(item => item.File));
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
            var document = project.AdditionalDocuments.FirstOrDefault(candidate => (candidate.FilePath ?? candidate.Name) == file.Path);
            if (document is not null && PythonFileReader.RelativePath(file, project.AnalyzerOptions.AnalyzerConfigOptionsProvider) is { } path)
            {
                var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
                items.Add((new(path, PythonFileReader.ReadModule(text, cancellationToken)), document.Id));
            }
        }

        return new(items);
    }

    /// <summary>The document of a file of the table.</summary>
    public DocumentId DocumentOf(PythonFile file) => _documents[file.Path];
}
