using GlobusCompute.Remote.Generators.CSharp;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.Generators.Diagnostics;

/// <summary>Finds the place in the source that a problem is about; the declared name where there is no closer one.</summary>
internal static class ProblemLocator
{
    public static Location Locate(ISymbol symbol, ProblemLocation part, CancellationToken cancellationToken)
    {
        var location = part.Kind switch
        {
            ProblemLocationKind.ReturnType => (Syntax(symbol, cancellationToken) as MethodDeclarationSyntax)?.ReturnType.GetLocation(),
            ProblemLocationKind.FunctionAttribute => FunctionAttribute(symbol, cancellationToken)?.GetLocation(),
            ProblemLocationKind.FunctionArgument => Argument(symbol, part.Name, cancellationToken)?.GetLocation(),
            ProblemLocationKind.FunctionText => Text(Argument(symbol, null, cancellationToken), part.Parameter, part.Length),
            ProblemLocationKind.PayloadAttribute => AttributeOf(symbol, KnownSymbols.ComputePayloadAttribute, cancellationToken)?.GetLocation(),
            ProblemLocationKind.JsonAttribute => AttributeOf(symbol, KnownSymbols.ComputeJsonAttribute, cancellationToken)?.GetLocation(),
            ProblemLocationKind.ModuleAttribute => Module(symbol, part.Parameter, cancellationToken)?.GetLocation(),
            ProblemLocationKind.ModuleArgument => Module(symbol, part.Parameter, cancellationToken)?.ArgumentList?.Arguments.FirstOrDefault()?.Expression.GetLocation(),
            ProblemLocationKind.ParameterName => Name(((IMethodSymbol)symbol).Parameters[part.Parameter]),
            ProblemLocationKind.ParameterType => Parameter(symbol, part, cancellationToken)?.Type?.GetLocation(),
            ProblemLocationKind.ParameterDefault => Parameter(symbol, part, cancellationToken)?.Default?.Value.GetLocation(),
            ProblemLocationKind.ParameterAttribute =>
                AttributeOf(((IMethodSymbol)symbol).Parameters[part.Parameter], part.Name!, cancellationToken)?.GetLocation(),
            _ => null,
        };
        return location ?? Name(symbol) ?? Location.None;
    }

    private static AttributeSyntax? Module(ISymbol symbol, int index, CancellationToken cancellationToken) =>
        KnownSymbols.FindModules((INamedTypeSymbol)symbol).ElementAtOrDefault(index)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;

    private static Location? Name(ISymbol symbol) => symbol.Locations.FirstOrDefault(location => location.IsInSource);

    private static ParameterSyntax? Parameter(ISymbol symbol, ProblemLocation part, CancellationToken cancellationToken) =>
        Syntax(((IMethodSymbol)symbol).Parameters[part.Parameter], cancellationToken) as ParameterSyntax;

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
