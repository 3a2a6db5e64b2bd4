using GlobusCompute.Remote.Generators.CSharp;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.Generators.Diagnostics;

/// <summary>Finds the place in the source that a problem is about; the declared name where there is no closer one.</summary>
internal sealed class ProblemLocator(KnownSymbols known, CancellationToken cancellationToken)
{
    public Location Locate(ISymbol symbol, ProblemLocation part)
    {
        var location = part.Kind switch
        {
            ProblemLocationKind.ReturnType => (Syntax(symbol) as MethodDeclarationSyntax)?.ReturnType.GetLocation(),
            ProblemLocationKind.FunctionAttribute => FunctionAttribute(symbol)?.GetLocation(),
            ProblemLocationKind.FunctionArgument => Argument(symbol, part.Name)?.GetLocation(),
            ProblemLocationKind.FunctionText => Text(Argument(symbol, null), part.Parameter, part.Length),
            ProblemLocationKind.PayloadAttribute => AttributeOf(symbol, KnownSymbols.ComputePayloadAttribute)?.GetLocation(),
            ProblemLocationKind.JsonAttribute => AttributeOf(symbol, KnownSymbols.ComputeJsonAttribute)?.GetLocation(),
            ProblemLocationKind.ModuleAttribute => Module(symbol, part.Parameter)?.GetLocation(),
            ProblemLocationKind.ModuleArgument =>
                Module(symbol, part.Parameter)?.ArgumentList?.Arguments.FirstOrDefault()?.Expression.GetLocation(),
            ProblemLocationKind.ParameterName => Name(((IMethodSymbol)symbol).Parameters[part.Parameter]),
            ProblemLocationKind.ParameterType => Parameter(symbol, part)?.Type?.GetLocation(),
            ProblemLocationKind.ParameterDefault => Parameter(symbol, part)?.Default?.Value.GetLocation(),
            ProblemLocationKind.ParameterAttribute =>
                AttributeOf(((IMethodSymbol)symbol).Parameters[part.Parameter], part.Name!)?.GetLocation(),
            _ => null,
        };
        return location ?? Name(symbol) ?? Location.None;
    }

    private AttributeSyntax? Module(ISymbol symbol, int index) =>
        known.FindModules((INamedTypeSymbol)symbol).ElementAtOrDefault(index)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken)
            as AttributeSyntax;

    private static Location? Name(ISymbol symbol) => symbol.Locations.FirstOrDefault(location => location.IsInSource);

    private ParameterSyntax? Parameter(ISymbol symbol, ProblemLocation part) =>
        Syntax(((IMethodSymbol)symbol).Parameters[part.Parameter]) as ParameterSyntax;

    private SyntaxNode? Syntax(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken);

    private AttributeSyntax? AttributeOf(ISymbol symbol, string attribute) =>
        known.Find(symbol, attribute)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;

    private AttributeSyntax? FunctionAttribute(ISymbol symbol) =>
        known.FindFunction(symbol)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;

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

    private ExpressionSyntax? Argument(ISymbol symbol, string? name) =>
        FunctionAttribute(symbol)?.ArgumentList?.Arguments
            .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name)?.Expression;
}
