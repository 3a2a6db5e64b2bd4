using System.Collections.Concurrent;
using System.Collections.Immutable;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GlobusCompute.Remote.Generators.Usage;

/// <summary>Reports remote functions whose results are of a type that no result can be read as.</summary>
/// <remarks>
/// A client may have converters for classes of Python, which only the code shows that creates the client: what this project creates is left out.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnreadableResultAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptors.UnreadableResult);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (KnownSymbols.Of(start.Compilation).HasLibrary)
            {
                new Search(start).Register();
            }
        });
    }

    private sealed class Search(CompilationStartAnalysisContext start)
    {
        private readonly KnownSymbols _known = KnownSymbols.Of(start.Compilation);
        private readonly ConcurrentDictionary<IMethodSymbol, ITypeSymbol> _results = new(SymbolEqualityComparer.Default);
        private readonly ConcurrentDictionary<ITypeSymbol, bool> _converted = new(SymbolEqualityComparer.Default);

        public void Register()
        {
            start.RegisterSymbolAction(context => Declared((IMethodSymbol)context.Symbol), SymbolKind.Method);
            start.RegisterOperationAction(context => Called(((IInvocationOperation)context.Operation).TargetMethod), OperationKind.Invocation);
            start.RegisterCompilationEndAction(Report);
        }

        private void Declared(IMethodSymbol method)
        {
            if (method.ContainingType.TypeKind == TypeKind.Interface
                && _known.IsRemote(method)
                && !_known.IsShell(method)
                && MemberParser.TryReadReturnType(method, _known, out var result)
                && result is not null
                && FormatFinder.Find(method, result, _known) is null)
            {
                _results[method] = result;
            }
        }

        /// <summary>Notes what <c>PythonClassConverter.Create&lt;T&gt;</c> makes.</summary>
        private void Called(IMethodSymbol method)
        {
            if (method is { Name: "Create", ContainingType.Name: "PythonClassConverter", TypeArguments: [var made] })
            {
                _converted[made.WithNullableAnnotation(NullableAnnotation.None)] = true;
            }
        }

        private bool IsConverted(INamedTypeSymbol type) => _converted.ContainsKey(type.WithNullableAnnotation(NullableAnnotation.None));

        private void Report(CompilationAnalysisContext context)
        {
            foreach (var result in _results)
            {
                if (RefusedParts.OfResult(result.Value, result.Key, _known, IsConverted) is { } refused)
                {
                    context.ReportDiagnostic(Diagnostic.Create(
                        Descriptors.UnreadableResult,
                        new ProblemLocator(_known, context.CancellationToken).Locate(result.Key, ProblemLocation.ReturnType),
                        CSharpName.OfNested(result.Key.ContainingType) + "." + result.Key.Name,
                        refused.Phrase,
                        refused.Instead));
                }
            }
        }
    }
}
