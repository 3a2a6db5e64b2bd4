using GlobusCompute.Remote.Generators.CSharp;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.CodeFixes.Python;

/// <summary>Python annotations for C# types: of what arrives there.</summary>
internal static class PythonAnnotations
{
    /// <summary>The annotation, or null where C# does not say what it is.</summary>
    public static string? Write(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return OrNone(Write(nullable.TypeArguments[0]));
        }

        var plain = WritePlain(type);
        return type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } ? OrNone(plain) : plain;
    }

    private static string? OrNone(string? annotation) => annotation is null ? null : annotation + " | None";

    private static string? WritePlain(ITypeSymbol type)
    {
        switch (type.SpecialType)
        {
            case SpecialType.System_Boolean:
                return "bool";
            case SpecialType.System_Single or SpecialType.System_Double:
                return "float";
            case SpecialType.System_String or SpecialType.System_Char:
                return "str";
            case >= SpecialType.System_SByte and <= SpecialType.System_UInt64:
                return "int";

            // These travel in more than one form, so it is for the author to say which one the function wants.
            case SpecialType.System_Object or SpecialType.System_Decimal or SpecialType.System_DateTime:
                return null;
        }

        return type switch
        {
            { TypeKind: TypeKind.Enum } => "str",
            IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } => null,
            IArrayTypeSymbol array => List(array.ElementType, array.Rank),
            INamedTypeSymbol { IsTupleType: true } => "list",
            INamedTypeSymbol { Name: "HashSet" or "ISet" or "IReadOnlySet" or "SortedSet", TypeArguments: [var element] } => Of("set[", Write(element), "set"),
            INamedTypeSymbol named when Key(named) is { } value => Of("dict[str, ", Write(value), "dict"),
            INamedTypeSymbol named when Element(named) is { } element => List(element, 1),
            INamedTypeSymbol named when KnownSymbols.IsIn(named, "System") => named.Name is "Uri" or "Version" ? "str"
                : named.Name is "Half" ? "float" : named.Name is "Int128" or "UInt128" ? "int" : null,
            INamedTypeSymbol { Name: "BigInteger" } named when KnownSymbols.IsIn(named, "System.Numerics") => "int",
            INamedTypeSymbol named when IsOfLibrary(named) => null,

            // An object of the project's own becomes a dictionary.
            INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } => "dict",
            _ => null,
        };
    }

    private static string List(ITypeSymbol element, int rank)
    {
        var inner = rank > 1 ? List(element, rank - 1) : Write(element);
        return Of("list[", inner, "list");
    }

    private static string Of(string open, string? inner, string bare) => inner is null ? bare : $"{open}{inner}]";

    private static ITypeSymbol? Element(INamedTypeSymbol type) => Implemented(type, "IEnumerable", 1)?.TypeArguments[0];

    private static ITypeSymbol? Key(INamedTypeSymbol type) =>
        (Implemented(type, "IDictionary", 2) ?? Implemented(type, "IReadOnlyDictionary", 2))?.TypeArguments[1];

    private static INamedTypeSymbol? Implemented(INamedTypeSymbol type, string name, int arity) =>
        new[] { type }.Concat(type.AllInterfaces).FirstOrDefault(candidate =>
            candidate.Name == name && candidate.Arity == arity && KnownSymbols.IsIn(candidate, "System.Collections.Generic"));

    private static bool IsOfLibrary(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace?.ToDisplayString() ?? "";
        return space == "System" || space.StartsWith("System.", StringComparison.Ordinal);
    }
}
