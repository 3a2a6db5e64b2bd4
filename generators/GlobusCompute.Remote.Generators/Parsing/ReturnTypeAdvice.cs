using GlobusCompute.Remote.Generators.CSharp;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>Finds what to write instead of a return type that a remote function cannot have.</summary>
internal static class ReturnTypeAdvice
{
    private const string Future = "ComputeFuture";
    private const string Task = "Task";

    /// <summary>The return types that a method with another one may have, the first being the usual one.</summary>
    public static IReadOnlyList<AdvisedType> For(IMethodSymbol method, KnownSymbols known)
    {
        var type = method.ReturnType;
        if (type is INamedTypeSymbol { TypeArguments: var arguments } && (known.IsFuture(type) || known.IsTask(type)))
        {
            return [new(type.Name, HasResult: !arguments.IsEmpty, arguments.FirstOrDefault())];
        }

        if (type is INamedTypeSymbol { TypeArguments: [var item] } stream && known.IsAsyncEnumerable(stream))
        {
            return [new(Future, HasResult: true, item, IsArray: true), new(Task, HasResult: true, item, IsArray: true)];
        }

        var result = Awaited(type) ?? type;
        var hasResult = result.SpecialType != SpecialType.System_Void;
        var written = IsResult(result) ? result : null;
        return [new(Future, hasResult, written), new(Task, hasResult, written)];
    }

    private static bool IsResult(ITypeSymbol type) =>
        type is { SpecialType: not SpecialType.System_Void, IsRefLikeType: false }
        && type.TypeKind is not (TypeKind.Error or TypeKind.Pointer or TypeKind.FunctionPointer);

    /// <summary>What an await gives; null for types that cannot be awaited.</summary>
    private static ITypeSymbol? Awaited(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Find(current, "GetAwaiter")?.ReturnType is { } awaiter)
            {
                return Find(awaiter, "GetResult")?.ReturnType;
            }
        }

        return null;
    }

    private static IMethodSymbol? Find(ITypeSymbol type, string name) =>
        type.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(method => method is { IsStatic: false, Parameters.IsEmpty: true, IsGenericMethod: false });
}

/// <summary>A return type to write.</summary>
/// <param name="Name">The name of the future's or task's type.</param>
/// <param name="HasResult">Whether a call has a result.</param>
/// <param name="Result">The type of the result, or of its items; null when there is none that can be a result.</param>
/// <param name="IsArray">Whether the result is an array of such items.</param>
internal sealed record AdvisedType(string Name, bool HasResult, ITypeSymbol? Result, bool IsArray = false)
{
    /// <summary>The type as messages write it.</summary>
    public string Text =>
        HasResult ? $"{Name}<{Result?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) ?? "T"}{(IsArray ? "[]" : "")}>" : Name;
}
