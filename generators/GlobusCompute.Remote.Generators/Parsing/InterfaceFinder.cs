using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>Takes each interface that needs a proxy exactly once, however many methods and declarations it has.</summary>
internal static class InterfaceFinder
{
    /// <summary>The interface of a remote function, unless an earlier method of the interface brings it already.</summary>
    public static Outcome<InterfaceModel>? FromFirstMethod(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var known = KnownSymbols.Of(context.SemanticModel.Compilation);
        var type = context.TargetSymbol.ContainingType;
        if (known.FindModules(type).Any())
        {
            return null;
        }

        var first = type.GetMembers().First(known.IsRemote);
        return SymbolEqualityComparer.Default.Equals(first, context.TargetSymbol)
            && SymbolEqualityComparer.Default.Equals(context.Attributes[0].AttributeClass, known.FindFunction(first)?.AttributeClass)
            ? Parse(type, context.SemanticModel.Compilation, cancellationToken)
            : null;
    }

    /// <summary>An interface that is written from Python files, unless an earlier declaration of it has such an attribute, too.</summary>
    public static Outcome<InterfaceModel>? FromModule(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var known = KnownSymbols.Of(context.SemanticModel.Compilation);
        var type = (INamedTypeSymbol)context.TargetSymbol;
        return known.FindModules(type).First().ApplicationSyntaxReference?.GetSyntax(cancellationToken).Parent?.Parent == context.TargetNode
            ? Parse(type, context.SemanticModel.Compilation, cancellationToken)
            : null;
    }

    /// <summary>An interface that has no remote function of its own but inherits some. Only interfaces with a base list are looked at.</summary>
    public static Outcome<InterfaceModel>? FromBaseList(GeneratorSyntaxContext context, CancellationToken cancellationToken)
    {
        var known = KnownSymbols.Of(context.SemanticModel.Compilation);
        var declaration = (InterfaceDeclarationSyntax)context.Node;
        if (context.SemanticModel.GetDeclaredSymbol(declaration, cancellationToken) is not { } type
            || !type.AllInterfaces.Any(known.IsProxyInterface)
            || known.HasRemoteMember(type)
            || known.FindModules(type).Any())
        {
            return null;
        }

        var first = type.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(cancellationToken))
            .OfType<InterfaceDeclarationSyntax>()
            .First(candidate => candidate.BaseList is not null);
        return first == declaration ? Parse(type, context.SemanticModel.Compilation, cancellationToken) : null;
    }

    private static Outcome<InterfaceModel>? Parse(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        var outcome = Outcome.Of(CSharpName.OfMetadata(type), () => InterfaceParser.Parse(type, compilation, cancellationToken).Model);
        return outcome.Value is { HasProxy: false } ? null : outcome;
    }
}
