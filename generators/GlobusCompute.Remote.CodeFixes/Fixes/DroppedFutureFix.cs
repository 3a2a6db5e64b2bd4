using System.Collections.Immutable;
using System.Composition;
using GlobusCompute.Remote.CodeFixes.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.CodeFixes.Fixes;

/// <summary>Awaits a future that a statement drops, or says that it is dropped on purpose.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DroppedFutureFix))]
[Shared]
public sealed class DroppedFutureFix : CodeFixProvider
{
    private const string Await = "Await the future";
    private const string Discard = "Discard the future explicitly";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(Descriptors.DroppedFuture.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax expression || model is null)
            {
                continue;
            }

            if (AwaitChanges(expression, model, context.CancellationToken) is { } changes)
            {
                Register(context, diagnostic, Await, changes);
            }

            Register(context, diagnostic, Discard, [Insert(expression.SpanStart, "_ = ")]);
        }
    }

    private static void Register(CodeFixContext context, Diagnostic diagnostic, string title, TextChange[] changes) =>
        context.RegisterCodeFix(
            CodeAction.Create(
                title,
                async cancellationToken =>
                {
                    var text = await context.Document.GetTextAsync(cancellationToken).ConfigureAwait(false);
                    return context.Document.WithText(text.WithChanges(changes.OrderBy(change => change.Span.Start)));
                },
                title),
            diagnostic);

    private static TextChange Insert(int position, string text) => new(new(position, 0), text);

    /// <summary>The changes that make the statement await, or null where no change of this function alone can.</summary>
    private static TextChange[]? AwaitChanges(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellationToken)
    {
        // What is null on the way there cannot be awaited; there is no await in an iterator's lock or in an unsafe block either.
        if (expression is ConditionalAccessExpressionSyntax
            || expression.Ancestors().Any(node => node is LockStatementSyntax or UnsafeStatementSyntax or QueryExpressionSyntax))
        {
            return null;
        }

        var added = Insert(expression.SpanStart, "await ");
        foreach (var ancestor in expression.Ancestors())
        {
            switch (ancestor)
            {
                case AnonymousFunctionExpressionSyntax lambda:
                    // An async lambda that returns nothing could not be awaited in turn.
                    return lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword) ? [added] : null;
                case LocalFunctionStatementSyntax local:
                    return WithAsync(added, local.Modifiers, local.ReturnType, local.ReturnType.SpanStart, model);
                case MethodDeclarationSyntax method:
                    return CanBecomeAsync(method, model, cancellationToken) || method.Modifiers.Any(SyntaxKind.AsyncKeyword)
                        ? WithAsync(added, method.Modifiers, method.ReturnType, method.ReturnType.SpanStart, model)
                        : null;
                case GlobalStatementSyntax:
                    return [added];
                case MemberDeclarationSyntax or AccessorDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    private static TextChange[]? WithAsync(TextChange added, SyntaxTokenList modifiers, TypeSyntax returned, int position, SemanticModel model)
    {
        if (modifiers.Any(SyntaxKind.AsyncKeyword))
        {
            return [added];
        }

        if (returned is not PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword })
        {
            return null;
        }

        var task = new CSharpScope(model, position).Named("System.Threading.Tasks", "Task");
        return [new(returned.Span, "async " + task), added];
    }

    /// <summary>A method whose return type others fix stays as it is.</summary>
    private static bool CanBecomeAsync(MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetDeclaredSymbol(method, cancellationToken) is { IsVirtual: false, IsOverride: false, IsAbstract: false, IsPartialDefinition: false } symbol
        && symbol.PartialDefinitionPart is null
        && symbol.Parameters.All(parameter => parameter.RefKind == RefKind.None && !parameter.Type.IsRefLikeType)
        && !symbol.ContainingType.AllInterfaces
            .SelectMany(implemented => implemented.GetMembers(symbol.Name))
            .Any(member => SymbolEqualityComparer.Default.Equals(symbol.ContainingType.FindImplementationForInterfaceMember(member), symbol))
        && !IsEventHandler(symbol);

    /// <summary>An event takes no handler that returns a task.</summary>
    private static bool IsEventHandler(IMethodSymbol method) =>
        method.Parameters is [{ Type.SpecialType: SpecialType.System_Object }, { Type: var args }] && IsEventArgs(args);

    private static bool IsEventArgs(ITypeSymbol? type) => type is not null && (type.Name == "EventArgs" || IsEventArgs(type.BaseType));
}
