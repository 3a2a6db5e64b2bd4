using System.Collections.Immutable;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GlobusCompute.Remote.Generators.Usage;

/// <summary>
/// Reports futures that reach ASP.NET Core where it wants a value or a plain task. Minimal APIs compare return types with <c>Task&lt;T&gt;</c> itself, and
/// serializers see an object with properties; controllers and hubs await whatever can be awaited.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WebFutureAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The property of a diagnostic that says, by its presence, that the future is the return value of a handler.</summary>
    internal const string IsReturned = "returned";

    /// <summary>The property of a diagnostic that says, by its presence, that a handler is taken for one that writes the response.</summary>
    internal const string IsDropped = "dropped";

    private static readonly SymbolDisplayFormat s_short = SymbolDisplayFormat.MinimallyQualifiedFormat;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptors.WebFuture);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var known = KnownSymbols.Of(start.Compilation);
            if (known.HasLibrary && WebSymbols.Of(start.Compilation) is { } web)
            {
                var futures = new FutureSearch(known);
                start.RegisterOperationAction(argument => AnalyzeArgument(argument, web, futures), OperationKind.Argument);
                start.RegisterOperationAction(returned => AnalyzeFilter(returned, web, futures), OperationKind.Return);
                start.RegisterSymbolAction(method => AnalyzeMethod(method, web, futures), SymbolKind.Method);
            }
        });
    }

    /// <summary>The type that a handler should declare instead of a future.</summary>
    internal static string TaskOf(ITypeSymbol future) =>
        future is INamedTypeSymbol { TypeArguments: [var result] } ? $"Task<{result.ToDisplayString(s_short)}>" : "Task";

    private static void AnalyzeArgument(OperationAnalysisContext context, WebSymbols web, FutureSearch futures)
    {
        var argument = (IArgumentOperation)context.Operation;
        if (argument.Parameter is not { ContainingSymbol: IMethodSymbol method } parameter)
        {
            return;
        }

        if (WebSymbols.IsWritten(parameter))
        {
            Report(context, futures.InValue(argument.Value));
        }
        else if (web.IsFilter(parameter.Type))
        {
            foreach (var value in FutureSearch.Returns(FutureSearch.Plain(argument.Value)))
            {
                Report(context, futures.InValue(value));
            }
        }
        else if (web.Maps(method))
        {
            if (web.IsHandler(parameter.Type))
            {
                AnalyzeHandler(context, FutureSearch.Plain(argument.Value), futures);
            }
            else if (web.IsRequestDelegate(parameter.Type) && futures.DroppedBy(FutureSearch.Plain(argument.Value)) is { } dropped)
            {
                Report(
                    context,
                    dropped.Place,
                    IsDropped,
                    "ASP.NET Core treats this handler as a RequestDelegate and discards its result, so that the response is empty; "
                        + $"let the handler return {TaskOf(dropped.Future)}");
            }
        }
    }

    private static void AnalyzeHandler(OperationAnalysisContext context, IOperation handler, FutureSearch futures)
    {
        if (handler.Type is not INamedTypeSymbol { DelegateInvokeMethod.ReturnType: var returned })
        {
            return;
        }

        var values = FutureSearch.Returns(handler);
        if (futures.IsFuture(returned))
        {
            Report(
                context,
                values.FirstOrDefault(value => futures.IsFuture(value.Type))?.Syntax ?? handler.Syntax,
                IsReturned,
                $"ASP.NET Core does not accept a {returned.ToDisplayString(s_short)} as a result, and every request of the app fails; "
                    + $"await it in the handler, or let the handler return {TaskOf(returned)}");
            return;
        }

        var sent = FutureSearch.Awaited(returned);
        var isHolding = !WebSymbols.IsTypedResult(sent) && futures.In(sent) is not null;
        if (isHolding && values.Count == 0)
        {
            Report(context, (handler.Syntax, futures.In(sent)!));
        }
        else if (isHolding || sent.SpecialType == SpecialType.System_Object)
        {
            foreach (var value in values)
            {
                Report(context, futures.InValue(value));
            }
        }
    }

    private static void AnalyzeFilter(OperationAnalysisContext context, WebSymbols web, FutureSearch futures)
    {
        if (web.IsFilter(context.ContainingSymbol)
            && !FutureSearch.IsInFunction(context.Operation)
            && context.Operation is IReturnOperation { ReturnedValue: { } value })
        {
            Report(context, futures.InValue(value));
        }
    }

    /// <summary>Actions and hub methods may return a future, as it is awaited; what they return may hold none.</summary>
    private static void AnalyzeMethod(SymbolAnalysisContext context, WebSymbols web, FutureSearch futures)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsStatic: false, ReturnsVoid: false }
            && !futures.IsFuture(method.ReturnType)
            && futures.In(method.ReturnType) is { } future
            && web.IsCalledByClients(method.ContainingType))
        {
            context.ReportDiagnostic(Create(method.Locations[0], null, Written(future)));
        }
    }

    private static void Report(OperationAnalysisContext context, (SyntaxNode Place, ITypeSymbol Future)? found)
    {
        if (found is var (place, future))
        {
            Report(context, place, null, Written(future));
        }
    }

    private static void Report(OperationAnalysisContext context, SyntaxNode place, string? kind, string message) =>
        context.ReportDiagnostic(Create(place.GetLocation(), kind, message));

    private static Diagnostic Create(Location place, string? kind, string message) => Diagnostic.Create(
        Descriptors.WebFuture,
        place,
        kind is null ? null : ImmutableDictionary<string, string?>.Empty.Add(kind, ""),
        message);

    private static string Written(ITypeSymbol future) =>
        $"ASP.NET Core would serialize the {future.ToDisplayString(s_short)} itself instead of its result, which fails; await it before";
}
