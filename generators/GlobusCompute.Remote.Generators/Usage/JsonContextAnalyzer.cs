using System.Collections.Concurrent;
using System.Collections.Immutable;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GlobusCompute.Remote.Generators.Usage;

/// <summary>Reports types that an interface sends or receives and that its <c>JsonSerializerContext</c> does not list: such a call fails.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class JsonContextAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptors.TypeNotInJsonContext);

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
                var contexts = new ConcurrentDictionary<INamedTypeSymbol, JsonContextTypes?>(SymbolEqualityComparer.Default);
                start.RegisterSymbolAction(symbol => Analyze(symbol, known, contexts), SymbolKind.NamedType);
            }
        });
    }

    /// <summary>The types of a remote function that a context lacks, each with the parameter's index, or -1 for the result.</summary>
    internal static IEnumerable<(int Parameter, ITypeSymbol Type)> Missing(IMethodSymbol method, JsonContextTypes listed, KnownSymbols known) =>
        JsonParser.JsonTypes(method, known)
            .Where(sent => IsJudged(sent.Type) && !BuiltInShapes.Contains(sent.Type) && !listed.Contains(sent.Type));

    private static void Analyze(
        SymbolAnalysisContext context, KnownSymbols known, ConcurrentDictionary<INamedTypeSymbol, JsonContextTypes?> contexts)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Interface
            || !known.IsProxyInterface(type)
            || JsonParser.FindContext(type, context.Compilation) is not { } json
            || contexts.GetOrAdd(json, added => JsonContextTypes.Read(added, known)) is not { } listed)
        {
            return;
        }

        foreach (var method in new[] { type }.Concat(type.AllInterfaces).SelectMany(declaring => declaring.GetMembers()).OfType<IMethodSymbol>())
        {
            var isOwn = SymbolEqualityComparer.Default.Equals(method.ContainingType, type);
            if (!known.IsRemote(method) || KnownSymbols.IsGenerated(method) || (!isOwn && IsReportedThere(method, json, context.Compilation)))
            {
                continue;
            }

            foreach (var (parameter, missing) in Missing(method, listed, known))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.TypeNotInJsonContext,
                    (isOwn ? Locate(method, parameter, context.CancellationToken) : null)
                        ?? new ProblemLocator(known, context.CancellationToken).Locate(type, ProblemLocation.Identifier),
                    CSharpName.OfNested(method.ContainingType) + "." + method.Name,
                    missing.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                    json.Name));
            }
        }
    }

    /// <summary>Other rules speak of types that have no JSON form at all; type parameters and types that do not exist say nothing.</summary>
    private static bool IsJudged(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Error or TypeKind.TypeParameter or TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Delegate or TypeKind.Dynamic } =>
            false,
        { IsRefLikeType: true } => false,
        IArrayTypeSymbol array => IsJudged(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.All(IsJudged),
        _ => true,
    };

    /// <summary>Whether the interface that declares the method has the same context, and is reported by itself.</summary>
    private static bool IsReportedThere(IMethodSymbol method, INamedTypeSymbol context, Compilation compilation) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly)
        && SymbolEqualityComparer.Default.Equals(JsonParser.FindContext(method.ContainingType.OriginalDefinition, compilation), context);

    /// <summary>The type as the method's declaration writes it.</summary>
    private static Location? Locate(IMethodSymbol method, int parameter, CancellationToken cancellationToken)
    {
        if (parameter >= 0)
        {
            var declared = method.Parameters[parameter].DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken);
            return (declared as ParameterSyntax)?.Type?.GetLocation();
        }

        var returned = (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) as MethodDeclarationSyntax)?.ReturnType;
        var generic = returned is QualifiedNameSyntax qualified ? qualified.Right : returned;
        return (generic is GenericNameSyntax { TypeArgumentList.Arguments: [var argument] } ? argument : returned)?.GetLocation();
    }
}
