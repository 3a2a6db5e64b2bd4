using System.Collections.Immutable;
using System.Composition;
using GlobusCompute.Remote.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Rename;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.CodeFixes.Fixes;

/// <summary>Brings the declaration of a C# method in line with the Python <c>def</c> that it stands for.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ContractFix))]
[Shared]
public sealed class ContractFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ContractEdits.Ids;

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var items = await PythonItems.ReadAsync(context.Document.Project, context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            var method = await RemoteMethod.FindAsync(context.Document, diagnostic.Location.SourceSpan, items, context.CancellationToken).ConfigureAwait(false);
            if (method is not { Function: { } function, Module: { } module } || model is null)
            {
                continue;
            }

            var edits = new ContractEdits(method, function, new(new(model, method.Declaration.SpanStart), module));
            foreach (var edit in edits.For(diagnostic))
            {
                Register(context, diagnostic, edit);
            }
        }
    }

    private static void Register(CodeFixContext context, Diagnostic diagnostic, ContractEdit edit)
    {
        var key = nameof(ContractFix) + edit.Kind;
        var solution = context.Document.Project.Solution;
        context.RegisterCodeFix(
            edit.Renamed is { } renamed
                ? CodeAction.Create(
                    edit.Title, cancellationToken => Renamer.RenameSymbolAsync(solution, renamed, new SymbolRenameOptions(), edit.Text, cancellationToken), key)
                : CodeAction.Create(
                    edit.Title, cancellationToken => Layout.ChangeAsync(context.Document, new TextChange(edit.Span, edit.Text), cancellationToken), key),
            diagnostic);
    }
}
