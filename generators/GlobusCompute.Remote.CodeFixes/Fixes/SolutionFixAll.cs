using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GlobusCompute.Remote.CodeFixes.Fixes;

/// <summary>Fixes all at once where the edits of several diagnostics meet in one place, which batch fixing would take for a conflict.</summary>
/// <param name="title">The action's title.</param>
/// <param name="fix">Fixes diagnostics of several documents of a solution.</param>
internal sealed class SolutionFixAll(
    string title, Func<Solution, ImmutableArray<(DocumentId Document, Diagnostic Diagnostic)>, CancellationToken, Task<Solution>> fix) : FixAllProvider
{
    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        var solution = fixAllContext.Solution;
        IEnumerable<Document> documents = fixAllContext.Scope switch
        {
            FixAllScope.Document when fixAllContext.Document is { } document => [document],
            FixAllScope.Project => fixAllContext.Project.Documents,
            FixAllScope.Solution => solution.Projects.SelectMany(project => project.Documents),
            _ => [],
        };
        var found = ImmutableArray.CreateBuilder<(DocumentId, Diagnostic)>();
        foreach (var document in documents)
        {
            foreach (var diagnostic in await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false))
            {
                found.Add((document.Id, diagnostic));
            }
        }

        var diagnostics = found.ToImmutable();
        return diagnostics.IsEmpty ? null : CodeAction.Create(title, cancellationToken => fix(solution, diagnostics, cancellationToken), title);
    }
}
