using GlobusCompute.Remote.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GlobusCompute.Remote.Generators.Diagnostics;

/// <summary>Finds the place in the source that a problem is about; the declared name where there is no closer one.</summary>
internal static class SpotLocator
{
    public static Location Locate(ISymbol symbol, Spot spot, CancellationToken cancellationToken)
    {
        var location = spot.Kind switch
        {
            SpotKind.ReturnType => (Syntax(symbol, cancellationToken) as MethodDeclarationSyntax)?.ReturnType.GetLocation(),
            SpotKind.FunctionAttribute => AttributeOf(symbol, KnownSymbols.ComputeFunctionAttribute, cancellationToken)?.GetLocation(),
            SpotKind.FunctionArgument => Argument(symbol, spot.Name, cancellationToken)?.GetLocation(),
            SpotKind.JsonAttribute => AttributeOf(symbol, KnownSymbols.ComputeJsonAttribute, cancellationToken)?.GetLocation(),
            SpotKind.ParameterName => Name(((IMethodSymbol)symbol).Parameters[spot.Parameter]),
            SpotKind.ParameterType => Parameter(symbol, spot, cancellationToken)?.Type?.GetLocation(),
            SpotKind.ParameterDefault => Parameter(symbol, spot, cancellationToken)?.Default?.Value.GetLocation(),
            SpotKind.ParameterAttribute =>
                AttributeOf(((IMethodSymbol)symbol).Parameters[spot.Parameter], spot.Name!, cancellationToken)?.GetLocation(),
            _ => null,
        };
        return location ?? Name(symbol) ?? Location.None;
    }

    private static Location? Name(ISymbol symbol) => symbol.Locations.FirstOrDefault(location => location.IsInSource);

    private static ParameterSyntax? Parameter(ISymbol symbol, Spot spot, CancellationToken cancellationToken) =>
        Syntax(((IMethodSymbol)symbol).Parameters[spot.Parameter], cancellationToken) as ParameterSyntax;

    private static SyntaxNode? Syntax(ISymbol symbol, CancellationToken cancellationToken) =>
        symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken);

    private static AttributeSyntax? AttributeOf(ISymbol symbol, string attribute, CancellationToken cancellationToken) =>
        KnownSymbols.Find(symbol, attribute)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;

    private static ExpressionSyntax? Argument(ISymbol symbol, string? name, CancellationToken cancellationToken) =>
        AttributeOf(symbol, KnownSymbols.ComputeFunctionAttribute, cancellationToken)?.ArgumentList?.Arguments
            .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name)?.Expression;
}
