using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Parsing;
using GlobusCompute.Remote.Shared.Types;
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
        if (BuiltInShapes.Row(type) is { } row)
        {
            return row.Annotation;
        }

        return type switch
        {
            // The number of a member travels, unless a converter says otherwise.
            { TypeKind: TypeKind.Enum } => HasConverter(type) ? null : TypeTable.Find("int")!.Annotation,
            IArrayTypeSymbol array => List(array.ElementType, array.Rank),
            INamedTypeSymbol { IsTupleType: true } tuple => Tuple(tuple),
            INamedTypeSymbol named when BuiltInShapes.Collection(named) == WireKind.Set => Of("set[", Write(named.TypeArguments[0]), "set"),
            INamedTypeSymbol named when Key(named) is { } value => Of("dict[str, ", Write(value), "dict"),
            INamedTypeSymbol named when Element(named) is { } element => List(element, 1),
            INamedTypeSymbol named when IsOfLibrary(named) => null,

            // An object of the project's own becomes a dictionary.
            INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } => "dict",
            _ => null,
        };
    }

    private static string Tuple(INamedTypeSymbol type)
    {
        var elements = type.TupleElements.Select(element => Write(element.Type)).ToArray();
        return elements.Contains(null) ? "tuple" : $"tuple[{string.Join(", ", elements)}]";
    }

    private static bool HasConverter(ITypeSymbol type) => type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "JsonConverterAttribute");

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
