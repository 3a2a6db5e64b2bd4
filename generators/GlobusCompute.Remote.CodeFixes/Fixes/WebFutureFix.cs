using System.Collections.Immutable;
using System.Composition;
using GlobusCompute.Remote.CodeFixes.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.CodeFixes.Fixes;

/// <summary>Lets an endpoint await a future, or declare the plain task that a future is.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WebFutureFix))]
[Shared]
public sealed class WebFutureFix : CodeFixProvider
{
    private const string Await = "Await the future";
    private const string Declare = "Return a plain task";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(Descriptors.WebFuture.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (model is null || root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax place)
            {
                continue;
            }

            var lambda = place.FirstAncestorOrSelf<LambdaExpressionSyntax>();
            if (diagnostic.Properties.ContainsKey(WebFutureAnalyzer.IsDropped))
            {
                Register(context, diagnostic, Declare, lambda is null ? null : DeclareTask(lambda, place, model));
            }
            else if (!diagnostic.Properties.ContainsKey(WebFutureAnalyzer.IsReturned))
            {
                Register(context, diagnostic, Await, AwaitValue(place, model, context.CancellationToken));
            }
            else if (MethodGroup(place, model, context.CancellationToken) is { } method)
            {
                Register(context, diagnostic, Declare, DeclareTask(method, place, model, context.CancellationToken));
            }
            else if (lambda is not null)
            {
                var isAwaited = lambda is ParenthesizedLambdaExpressionSyntax { ReturnType: null, ExpressionBody: { } body } && body.Span == place.Span;
                Register(context, diagnostic, isAwaited ? Await : Declare, isAwaited ? AwaitIn(lambda, place) : DeclareTask(lambda, place, model));
            }
        }
    }

    private static void Register(CodeFixContext context, Diagnostic diagnostic, string title, IReadOnlyList<TextChange>? changes)
    {
        if (changes is null)
        {
            return;
        }

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
    }

    /// <summary>The method that an expression names without calling it.</summary>
    private static IMethodSymbol? MethodGroup(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellationToken) =>
        expression is InvocationExpressionSyntax ? null
            : model.GetSymbolInfo(expression, cancellationToken).Symbol as IMethodSymbol
                ?? (model.GetMemberGroup(expression, cancellationToken) is [IMethodSymbol only] ? only : null);

    private static TextChange Insert(int position, string text) => new(new(position, 0), text);

    /// <summary>The awaiting of one value, or null where it cannot be awaited: it holds a future rather than being one, or may be null.</summary>
    private static IReadOnlyList<TextChange>? AwaitValue(ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken)
    {
        if (model.GetTypeInfo(value, cancellationToken).Type is not INamedTypeSymbol { Name: "ComputeFuture", TypeArguments.Length: 1 }
            || value is ConditionalAccessExpressionSyntax)
        {
            return null;
        }

        foreach (var ancestor in value.Ancestors())
        {
            switch (ancestor)
            {
                case LockStatementSyntax or UnsafeStatementSyntax or QueryExpressionSyntax:
                    return null;
                case LambdaExpressionSyntax lambda:
                    return CanBecomeAsync(lambda, model, cancellationToken) ? AwaitIn(lambda, value) : null;
                case LocalFunctionStatementSyntax local:
                    return local.Modifiers.Any(SyntaxKind.AsyncKeyword) ? AwaitExpression(value) : null;
                case MethodDeclarationSyntax method:
                    return AwaitIn(method, value, model, cancellationToken);
                case GlobalStatementSyntax:
                    return AwaitExpression(value);
                case MemberDeclarationSyntax or AccessorDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>A lambda that returns a value of its own becomes async where any delegate will do; others have a type to keep.</summary>
    private static bool CanBecomeAsync(LambdaExpressionSyntax lambda, SemanticModel model, CancellationToken cancellationToken) =>
        lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword)
        || (lambda is ParenthesizedLambdaExpressionSyntax { ReturnType: null }
            && model.GetTypeInfo(lambda, cancellationToken) is { ConvertedType: { Name: "Delegate", ContainingNamespace.Name: "System" } });

    private static IReadOnlyList<TextChange> AwaitIn(LambdaExpressionSyntax lambda, ExpressionSyntax value) =>
        lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword)
            ? AwaitExpression(value)
            : [Insert(StartOf(lambda), "async "), .. AwaitExpression(value)];

    /// <summary>The framework alone calls an action, so that it may become async.</summary>
    private static IReadOnlyList<TextChange>? AwaitIn(
        MethodDeclarationSyntax method, ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken)
    {
        if (method.Modifiers.Any(SyntaxKind.AsyncKeyword))
        {
            return AwaitExpression(value);
        }

        if (model.GetDeclaredSymbol(method, cancellationToken) is not { IsVirtual: false, IsOverride: false, IsAbstract: false } symbol
            || symbol.Parameters.Any(parameter => parameter.RefKind != RefKind.None)
            || WebSymbols.Of(model.Compilation)?.IsCalledByClients(symbol.ContainingType) != true
            || symbol.ReturnType.Name is "Task" or "ValueTask" or "ComputeFuture")
        {
            return null;
        }

        var task = new CSharpScope(model, method.SpanStart).Named("System.Threading.Tasks", "Task", 1);
        return [new(method.ReturnType.Span, $"async {task}<{method.ReturnType}>"), .. AwaitExpression(value)];
    }

    private static IReadOnlyList<TextChange> AwaitExpression(ExpressionSyntax value) =>
        value is InvocationExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax or ElementAccessExpressionSyntax
            or ParenthesizedExpressionSyntax
            ? [Insert(value.SpanStart, "await ")]
            : [Insert(value.SpanStart, "await ("), Insert(value.Span.End, ")")];

    /// <summary>The return type in front of a lambda's parameters, whose types have to be there, too.</summary>
    private static IReadOnlyList<TextChange>? DeclareTask(LambdaExpressionSyntax lambda, ExpressionSyntax value, SemanticModel model)
    {
        if (lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword) || model.GetTypeInfo(value).Type is not INamedTypeSymbol future)
        {
            return null;
        }

        var task = TaskOf(future, model, lambda.SpanStart);
        return lambda switch
        {
            ParenthesizedLambdaExpressionSyntax { ReturnType: { } declared } => [new(declared.Span, task)],
            ParenthesizedLambdaExpressionSyntax typed when typed.ParameterList.Parameters.All(parameter => parameter.Type is not null) =>
                [Insert(StartOf(lambda), task + " ")],
            ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: [var only] } =>
                [new(only.Parent!.Span, $"{task} ({Context(model, lambda)} {only})")],
            SimpleLambdaExpressionSyntax { Parameter: var only } => [new(only.Span, $"{task} ({Context(model, lambda)} {only.Identifier})")],
            _ => null,
        };
    }

    /// <summary>The return type of the method that a method group names; of a call of its own where the method is not this document's to change.</summary>
    private static IReadOnlyList<TextChange>? DeclareTask(
        IMethodSymbol method, ExpressionSyntax group, SemanticModel model, CancellationToken cancellationToken)
    {
        if (method.ReturnType is not INamedTypeSymbol future)
        {
            return null;
        }

        var declared = method.DeclaringSyntaxReferences.Length == 1 && method.DeclaringSyntaxReferences[0].SyntaxTree == group.SyntaxTree
            ? method.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken)
            : null;
        var returned = declared switch
        {
            LocalFunctionStatementSyntax local => local.ReturnType,
            MethodDeclarationSyntax { ExplicitInterfaceSpecifier: null } own when Own(method) => own.ReturnType,
            _ => null,
        };
        if (returned is not null)
        {
            return [new(returned.Span, TaskOf(future, model, returned.SpanStart))];
        }

        if (method.Parameters.Any(parameter => parameter.RefKind != RefKind.None || parameter.IsParams || parameter.HasExplicitDefaultValue))
        {
            return null;
        }

        var parameters = string.Join(
            ", ", method.Parameters.Select(parameter => $"{parameter.Type.ToMinimalDisplayString(model, group.SpanStart)} {parameter.Name}"));
        var arguments = string.Join(", ", method.Parameters.Select(parameter => parameter.Name));
        return [new(group.Span, $"async ({parameters}) => await {group}({arguments})")];
    }

    /// <summary>Whether nobody else fixes what a method returns.</summary>
    private static bool Own(IMethodSymbol method) =>
        method is { IsVirtual: false, IsOverride: false, IsAbstract: false, ContainingType.TypeKind: TypeKind.Class or TypeKind.Struct }
        && !method.ContainingType.AllInterfaces
            .SelectMany(implemented => implemented.GetMembers(method.Name))
            .Any(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method));

    private static string TaskOf(INamedTypeSymbol future, SemanticModel model, int position)
    {
        var task = new CSharpScope(model, position).Named("System.Threading.Tasks", "Task", future.Arity);
        return future.TypeArguments is [var result] ? $"{task}<{result.ToMinimalDisplayString(model, position)}>" : task;
    }

    private static string Context(SemanticModel model, LambdaExpressionSyntax lambda) =>
        new CSharpScope(model, lambda.SpanStart).Named("Microsoft.AspNetCore.Http", "HttpContext");

    /// <summary>Where modifiers and the return type of a lambda belong: behind its attributes and <c>static</c>.</summary>
    private static int StartOf(LambdaExpressionSyntax lambda) => lambda switch
    {
        ParenthesizedLambdaExpressionSyntax typed => (typed.ReturnType ?? (SyntaxNode)typed.ParameterList).SpanStart,
        _ => ((SimpleLambdaExpressionSyntax)lambda).Parameter.SpanStart,
    };
}
