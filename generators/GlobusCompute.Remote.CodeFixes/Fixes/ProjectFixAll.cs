using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GlobusCompute.Remote.CodeFixes.Fixes;

/// <summary>Fixes all at once where the edits go to one additional file of a project, wherever the diagnostics are.</summary>
/// <param name="title">The action's title.</param>
/// <param name="fix">Fixes diagnostics of one project.</param>
internal sealed class ProjectFixAll(
    string title, Func<Project, ImmutableArray<Diagnostic>, CancellationToken, Task<Solution>> fix) : FixAllProvider
{
    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        var solution = fixAllContext.Solution;
        var projects = fixAllContext.Scope == FixAllScope.Solution ? solution.ProjectIds : [fixAllContext.Project.Id];
        var found = new List<(ProjectId Project, ImmutableArray<Diagnostic> Diagnostics)>();
        foreach (var id in projects)
        {
            var diagnostics = fixAllContext is { Scope: FixAllScope.Document, Document: { } document }
                ? await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
                : await fixAllContext.GetAllDiagnosticsAsync(solution.GetProject(id)!).ConfigureAwait(false);
            if (!diagnostics.IsEmpty)
            {
                found.Add((id, diagnostics));
            }
        }

        return found.Count == 0 ? null : CodeAction.Create(title, cancellationToken => FixAsync(solution, found, cancellationToken), title);
    }

    private async Task<Solution> FixAsync(
        Solution solution, List<(ProjectId Project, ImmutableArray<Diagnostic> Diagnostics)> found, CancellationToken cancellationToken)
    {
        foreach (var (id, diagnostics) in found)
        {
            solution = await fix(solution.GetProject(id)!, diagnostics, cancellationToken).ConfigureAwait(false);
        }

        return solution;
    }
}
