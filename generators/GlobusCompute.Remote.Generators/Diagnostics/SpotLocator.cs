using GlobusCompute.Remote.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.Generators.Diagnostics;

/// <summary>Finds the place in the source that a problem is about; the declared name where there is no closer one.</summary>
internal static class SpotLocator
{
    public static Location Locate(ISymbol symbol, Spot spot, CancellationToken cancellationToken)
    {
        var location = spot.Kind switch
        {
            SpotKind.ReturnType => (Syntax(symbol, cancellationToken) as MethodDeclarationSyntax)?.ReturnType.GetLocation(),
            SpotKind.FunctionAttribute => FunctionAttribute(symbol, cancellationToken)?.GetLocation(),
            SpotKind.FunctionArgument => Argument(symbol, spot.Name, cancellationToken)?.GetLocation(),
            SpotKind.FunctionText => Text(Argument(symbol, null, cancellationToken), spot.Parameter, spot.Length),
            SpotKind.PayloadAttribute => AttributeOf(symbol, KnownSymbols.ComputePayloadAttribute, cancellationToken)?.GetLocation(),
            SpotKind.JsonAttribute => AttributeOf(symbol, KnownSymbols.ComputeJsonAttribute, cancellationToken)?.GetLocation(),
            SpotKind.ModuleAttribute => Module(symbol, spot.Parameter, cancellationToken)?.GetLocation(),
            SpotKind.ModuleArgument => Module(symbol, spot.Parameter, cancellationToken)?.ArgumentList?.Arguments.FirstOrDefault()?.Expression.GetLocation(),
            SpotKind.ParameterName => Name(((IMethodSymbol)symbol).Parameters[spot.Parameter]),
            SpotKind.ParameterType => Parameter(symbol, spot, cancellationToken)?.Type?.GetLocation(),
            SpotKind.ParameterDefault => Parameter(symbol, spot, cancellationToken)?.Default?.Value.GetLocation(),
            SpotKind.ParameterAttribute =>
                AttributeOf(((IMethodSymbol)symbol).Parameters[spot.Parameter], spot.Name!, cancellationToken)?.GetLocation(),
            _ => null,
        };
        return location ?? Name(symbol) ?? Location.None;
    }

    private static AttributeSyntax? Module(ISymbol symbol, int index, CancellationToken cancellationToken) =>
        KnownSymbols.FindModules((INamedTypeSymbol)symbol).ElementAtOrDefault(index)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;

    private static Location? Name(ISymbol symbol) => symbol.Locations.FirstOrDefault(location => location.IsInSource);

    private static ParameterSyntax? Parameter(ISymbol symbol, Spot spot, CancellationToken cancellationToken) =>
        Syntax(((IMethodSymbol)symbol).Parameters[spot.Parameter], cancellationToken) as ParameterSyntax;

    private static SyntaxNode? Syntax(ISymbol symbol, CancellationToken cancellationToken) =>
        symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken);

    private static AttributeSyntax? AttributeOf(ISymbol symbol, string attribute, CancellationToken cancellationToken) =>
        KnownSymbols.Find(symbol, attribute)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;

    private static AttributeSyntax? FunctionAttribute(ISymbol symbol, CancellationToken cancellationToken) =>
        KnownSymbols.FindFunction(symbol)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;

    /// <summary>A part of a literal's text; the whole expression where the source does not show that text letter by letter.</summary>
    private static Location? Text(ExpressionSyntax? expression, int start, int length)
    {
        if (length == 0
            || expression is not LiteralExpressionSyntax { Token: { Value: string value } token }
            || token.Text.IndexOf(value, StringComparison.Ordinal) is var offset && offset < 0)
        {
            return expression?.GetLocation();
        }

        return Location.Create(expression.SyntaxTree, new TextSpan(token.SpanStart + offset + start, length));
    }

    private static ExpressionSyntax? Argument(ISymbol symbol, string? name, CancellationToken cancellationToken) =>
        FunctionAttribute(symbol, cancellationToken)?.ArgumentList?.Arguments
            .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name)?.Expression;
}
