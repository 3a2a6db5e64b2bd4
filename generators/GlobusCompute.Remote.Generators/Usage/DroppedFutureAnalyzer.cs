using System.Collections.Immutable;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GlobusCompute.Remote.Generators.Usage;

/// <summary>Reports futures that a statement drops. The compiler itself does so (CS4014) only for plain calls in async functions.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DroppedFutureAnalyzer : DiagnosticAnalyzer
{
    private const string Substitutes = "NSubstitute";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptors.DroppedFuture);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var known = KnownSymbols.Of(start.Compilation);
            if (known.HasLibrary)
            {
                start.RegisterOperationAction(statement => Analyze(statement, known), OperationKind.ExpressionStatement);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, KnownSymbols known)
    {
        var dropped = ((IExpressionStatementOperation)context.Operation).Operation;
        var call = dropped is IConditionalAccessOperation { WhenNotNull: var whenNotNull } ? Innermost(whenNotNull) : dropped;
        if (!IsFuture(call, known)
            || IsReportedByCompiler(dropped, context.ContainingSymbol)
            || IsExpression(context.Operation, known)
            || IsVerification(call)
            || IsDescription(context.Operation))
        {
            return;
        }

        var name = call is IInvocationOperation { TargetMethod: var method } ? $"{method.ContainingType.Name}.{method.Name}" : "this expression";
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.DroppedFuture, dropped.Syntax.GetLocation(), name));
    }

    private static IOperation Innermost(IOperation operation) =>
        operation is IConditionalAccessOperation { WhenNotNull: var inner } ? Innermost(inner) : operation;

    /// <summary>A future, or the task of a remote function. Assignments keep what they assign; increments and awaits make no future.</summary>
    private static bool IsFuture(IOperation operation, KnownSymbols known) =>
        operation is not (IAssignmentOperation or IAwaitOperation)
        && (known.IsFuture(operation.Type)
            || (operation is IInvocationOperation { TargetMethod: var method } && known.IsRemote(method.OriginalDefinition) && known.IsTask(operation.Type)));

    /// <summary>CS4014, for which there is a fix in every editor, says the same of a plain call in an async function.</summary>
    private static bool IsReportedByCompiler(IOperation dropped, ISymbol containing)
    {
        if (dropped is not IInvocationOperation)
        {
            return false;
        }

        for (var parent = dropped.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IAnonymousFunctionOperation lambda:
                    return lambda.Symbol.IsAsync;
                case ILocalFunctionOperation local:
                    return local.Symbol.IsAsync;
            }
        }

        return containing is IMethodSymbol { IsAsync: true };
    }

    /// <summary>A lambda that becomes an expression tree describes a call and makes none.</summary>
    private static bool IsExpression(IOperation operation, KnownSymbols known)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation { Parent.Type: { } type } && known.IsExpression(type))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A test that asks a substitute whether it was called: <c>substitute.Received().Fit(x)</c>.</summary>
    private static bool IsVerification(IOperation call) =>
        call is IInvocationOperation { Instance: IInvocationOperation { TargetMethod: var method } } && IsOfSubstitutes(method);

    /// <summary>A lambda that tells a substitute of calls: <c>Received.InOrder(() => { substitute.Fit(x); })</c>.</summary>
    private static bool IsDescription(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IArgumentOperation { Value: IDelegateCreationOperation, Parent: IInvocationOperation { TargetMethod: var method } }
                && IsOfSubstitutes(method))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfSubstitutes(IMethodSymbol method) =>
        method.ContainingNamespace?.ToDisplayString() is { } space
        && (space == Substitutes || space.StartsWith(Substitutes + ".", StringComparison.Ordinal));
}
