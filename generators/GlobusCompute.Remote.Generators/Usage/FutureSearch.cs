using GlobusCompute.Remote.Generators.CSharp;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GlobusCompute.Remote.Generators.Usage;

/// <summary>Finds futures in values, types and what functions return.</summary>
internal sealed class FutureSearch(KnownSymbols known)
{
    // Deep enough for what people write; a type may hold itself.
    private const int MaxDepth = 8;

    public bool IsFuture(ITypeSymbol? type) => known.IsFuture(type);

    /// <summary>The future that a type is or holds as its element, type argument or, in an anonymous type, member; null for none.</summary>
    public ITypeSymbol? In(ITypeSymbol? type) => In(type, MaxDepth);

    /// <summary>The future in a value that is converted to an object, and where it stands.</summary>
    public (SyntaxNode Place, ITypeSymbol Future)? InValue(IOperation? value)
    {
        switch (value is null ? null : Plain(value))
        {
            case null:
                return null;
            case IObjectCreationOperation { Type.Name: "ValueTask", Arguments: [var wrapped] }:
                return InValue(wrapped.Value);
            case IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType.Name: "ValueTask" or "Task" }, Arguments: [var wrapped] }:
                return InValue(wrapped.Value);
            case var plain:
                return plain.Type is { } type && !WebSymbols.IsTypedResult(type) && In(type) is { } future ? (plain.Syntax, future) : null;
        }
    }

    /// <summary>The future whose result a handler that returns a plain task loses, and where it stands.</summary>
    public (SyntaxNode Place, ITypeSymbol Future)? DroppedBy(IOperation handler)
    {
        if (handler is IDelegateCreationOperation { Target: IMethodReferenceOperation { Method.ReturnType: INamedTypeSymbol { IsGenericType: true } type } }
            && IsFuture(type))
        {
            return (handler.Syntax, type);
        }

        return Returns(handler)
            .Select(Plain)
            .Where(value => value.Type is INamedTypeSymbol { IsGenericType: true } && IsFuture(value.Type))
            .Select(value => ((SyntaxNode, ITypeSymbol)?)(value.Syntax, value.Type!))
            .FirstOrDefault();
    }

    /// <summary>The values that a lambda returns; none for other delegates.</summary>
    public static IReadOnlyList<IOperation> Returns(IOperation function) =>
        function is IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda }
            ?
            [
                .. lambda.Body.Descendants()
                    .OfType<IReturnOperation>()
                    .Where(statement => FunctionOf(statement) == lambda)
                    .Select(statement => statement.ReturnedValue)
                    .OfType<IOperation>(),
            ]
            : [];

    public static bool IsInFunction(IOperation operation) => FunctionOf(operation) is not null;

    /// <summary>What an await of a task gives; other types as they are.</summary>
    public static ITypeSymbol Awaited(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } ? result : type;

    /// <summary>A value without the conversions that the compiler put around it.</summary>
    public static IOperation Plain(IOperation value) => value switch
    {
        IConversionOperation { OperatorMethod: null } conversion => Plain(conversion.Operand),
        IParenthesizedOperation parenthesized => Plain(parenthesized.Operand),
        _ => value,
    };

    private static IOperation? FunctionOf(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return parent;
            }
        }

        return null;
    }

    private ITypeSymbol? In(ITypeSymbol? type, int depth) => type switch
    {
        null => null,
        _ when known.IsFuture(type) => type,
        _ when depth == 0 => null,
        IArrayTypeSymbol array => In(array.ElementType, depth - 1),
        { IsAnonymousType: true } => First(type.GetMembers().OfType<IPropertySymbol>().Select(property => property.Type), depth),
        { TypeKind: TypeKind.Delegate } => null,
        INamedTypeSymbol named => First(named.TypeArguments, depth),
        _ => null,
    };

    private ITypeSymbol? First(IEnumerable<ITypeSymbol> types, int depth) =>
        types.Select(type => In(type, depth - 1)).FirstOrDefault(found => found is not null);
}
