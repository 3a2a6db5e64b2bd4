using System.Collections.Immutable;
using System.Composition;
using GlobusCompute.Remote.CodeFixes.CSharp;
using GlobusCompute.Remote.CodeFixes.Reading;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.CodeFixes.Fixes;

/// <summary>Lets a remote function return a future or a task of what it returns now.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReturnTypeFix))]
[Shared]
public sealed class ReturnTypeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(Descriptors.UnsupportedReturnType.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration
                || model?.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } method)
            {
                continue;
            }

            foreach (var advised in ReturnTypeAdvice.For(method, KnownSymbols.Of(model.Compilation)))
            {
                if (Write(advised, model, declaration.SpanStart) is { } text)
                {
                    context.RegisterCodeFix(
                        CodeAction.Create(
                            $"Return {text}",
                            cancellationToken => Layout.ChangeAsync(
                                context.Document, new TextChange(declaration.ReturnType.Span, text), cancellationToken),
                            nameof(ReturnTypeFix) + advised.Name),
                        diagnostic);
                }
            }
        }
    }

    private static string? Write(AdvisedType advised, SemanticModel model, int position)
    {
        var space = advised.Name == nameof(Task) ? "System.Threading.Tasks" : "GlobusCompute.Remote";
        var name = new CSharpScope(model, position).Named(space, advised.Name, advised.HasResult ? 1 : 0);
        return !advised.HasResult ? name
            : advised.Result is { } result ? $"{name}<{result.ToMinimalDisplayString(model, position)}{(advised.IsArray ? "[]" : "")}>"
            : null;
    }
}
