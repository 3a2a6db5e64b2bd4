using GlobusCompute.Remote.Shared.Types;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>Finds the compiler's types in the table of types.</summary>
internal static class BuiltInShapes
{
    private static readonly SymbolDisplayFormat s_format = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>The types whose JSON metadata the library has by itself, as C# writes them without annotations of reference types.</summary>
    public static IReadOnlyCollection<string> All => TypeTable.Shapes;

    private static HashSet<string> Lookup { get; } = new(All, StringComparer.Ordinal);

    public static bool Contains(ITypeSymbol type) => Lookup.Contains(NameOf(type));

    /// <summary>Whether a type is among them, as they are written.</summary>
    public static bool IsKnown(string type) => Lookup.Contains(type);

    /// <summary>The table's row of a type, or null.</summary>
    public static TypeRow? Row(ITypeSymbol type) => TypeTable.Find(NameOf(type));

    /// <summary>What a generic type is to Python, or null where it is not a collection that the table has.</summary>
    public static WireKind? Collection(INamedTypeSymbol type) =>
        type is { ContainingType: null, TypeArguments.Length: > 0, ContainingNamespace: { } space }
            ? TypeTable.Collection($"{space.ToDisplayString()}.{type.Name}")
            : null;

    private static string NameOf(ITypeSymbol type) => type is IDynamicTypeSymbol ? "object" : type.ToDisplayString(s_format);
}
