using System.Collections.Concurrent;
using System.Collections.Immutable;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using SyntaxKind = Microsoft.CodeAnalysis.CSharp.SyntaxKind;

namespace GlobusCompute.Remote.Generators.Usage;

/// <summary>Mentions interfaces of a program whose proxy nothing in the program can create.</summary>
/// <remarks>
/// It keeps silent where somebody else might: in libraries, for interfaces that other assemblies see, and wherever the program hands the interface to something
/// generic, names it by <c>typeof</c>, implements it or inherits it.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnusedProxyAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptors.ProxyNeverCreated);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        // The code of other generators may create proxies; that of our own names every interface and is left out below.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var compilation = start.Compilation;
            if (compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication
                && KnownSymbols.Of(compilation).HasLibrary
                && !compilation.Assembly.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "InternalsVisibleToAttribute"))
            {
                new Search(start).Register();
            }
        });
    }

    private sealed class Search(CompilationStartAnalysisContext start)
    {
        private readonly KnownSymbols _known = KnownSymbols.Of(start.Compilation);
        private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _interfaces = new(SymbolEqualityComparer.Default);
        private readonly ConcurrentDictionary<ISymbol, bool> _used = new(SymbolEqualityComparer.Default);

        public void Register()
        {
            start.RegisterSymbolAction(context => Declared((INamedTypeSymbol)context.Symbol), SymbolKind.NamedType);
            start.RegisterOperationAction(context => Used(((IInvocationOperation)context.Operation).TargetMethod), OperationKind.Invocation);
            start.RegisterOperationAction(context => Used(((IMethodReferenceOperation)context.Operation).Method), OperationKind.MethodReference);
            start.RegisterSyntaxNodeAction(Named, SyntaxKind.GenericName, SyntaxKind.TypeOfExpression);
            start.RegisterCompilationEndAction(Report);
        }

        /// <summary>Whether this program alone can name the interface; one that generated code cannot name either gets no proxy anyway.</summary>
        private static bool IsInternal(INamedTypeSymbol type)
        {
            var isInternal = false;
            for (var current = type; current is not null; current = current.ContainingType)
            {
                if (current.IsFileLocal
                    || current.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
                {
                    return false;
                }

                isInternal |= current.DeclaredAccessibility == Accessibility.Internal;
            }

            return isInternal;
        }

        private void Declared(INamedTypeSymbol type)
        {
            if (KnownSymbols.IsGenerated(type))
            {
                return;
            }

            // Who implements or inherits an interface uses it; the one that inherits may be reported instead.
            foreach (var inherited in type.AllInterfaces)
            {
                Use(inherited);
            }

            if (type.BaseType is { } parent)
            {
                UseAll(parent.TypeArguments);
            }

            if (type is { TypeKind: TypeKind.Interface, IsGenericType: false } && _known.IsProxyInterface(type) && IsInternal(type))
            {
                _interfaces[type] = true;
            }
        }

        /// <summary>Type arguments count even where the compiler infers them.</summary>
        private void Used(IMethodSymbol method) => UseAll(method.TypeArguments);

        private void Named(SyntaxNodeAnalysisContext context)
        {
            // The generated [assembly: ComputeProxy(typeof(I), typeof(Proxy))] creates nothing.
            if (context.Node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute
                && context.SemanticModel.GetTypeInfo(attribute, context.CancellationToken).Type?.Name == "ComputeProxyAttribute")
            {
                return;
            }

            IEnumerable<TypeSyntax> types = context.Node switch
            {
                GenericNameSyntax generic => generic.TypeArgumentList.Arguments.ToArray(),
                TypeOfExpressionSyntax typeOf => new[] { typeOf.Type },
                _ => Array.Empty<TypeSyntax>(),
            };
            UseAll(types.Select(type => context.SemanticModel.GetTypeInfo(type, context.CancellationToken).Type));
        }

        private void UseAll(IEnumerable<ITypeSymbol?> types)
        {
            foreach (var type in types)
            {
                Use(type);
            }
        }

        private void Use(ITypeSymbol? type)
        {
            if (type is INamedTypeSymbol { TypeKind: TypeKind.Interface })
            {
                _used[type.WithNullableAnnotation(NullableAnnotation.None).OriginalDefinition] = true;
            }
        }

        private void Report(CompilationAnalysisContext context)
        {
            foreach (var type in _interfaces.Keys.Where(type => !_used.ContainsKey(type)))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.ProxyNeverCreated,
                    new ProblemLocator(_known, context.CancellationToken).Locate(type, ProblemLocation.Identifier),
                    CSharpName.OfNested(type)));
            }
        }
    }
}
