using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GlobusCompute.Remote.Generators.CSharp;

/// <summary>Symbols as generated code names them.</summary>
internal static class CSharpName
{
    private static readonly SymbolDisplayFormat s_type = SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
        | SymbolDisplayMiscellaneousOptions.UseSpecialTypes
        | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat s_namespace = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static readonly SymbolDisplayFormat s_plain = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.None);

    /// <summary>A type from <c>global::</c> on, with nullable annotations.</summary>
    public static string OfType(ITypeSymbol type) => type.ToDisplayString(s_type);

    /// <summary>A type from <c>global::</c> on, without an annotation of its own.</summary>
    public static string OfPlainType(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(s_type);

    /// <summary>A namespace, or the empty string for the global one.</summary>
    public static string OfNamespace(INamespaceSymbol? symbol) =>
        symbol is null or { IsGlobalNamespace: true } ? "" : symbol.ToDisplayString(s_namespace);

    /// <summary>An identifier, escaped where it is a keyword.</summary>
    public static string OfIdentifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>The type's name behind those of the types around it, e.g. <c>Outer.IInner</c>.</summary>
    public static string OfNested(INamedTypeSymbol type, string separator = ".") =>
        type.ContainingType is null ? type.Name : OfNested(type.ContainingType, separator) + separator + type.Name;

    /// <summary>The full metadata name, e.g. <c>My.Outer`1+IInner</c>.</summary>
    public static string OfMetadata(INamedTypeSymbol type)
    {
        if (type.ContainingType is not null)
        {
            return OfMetadata(type.ContainingType) + "+" + type.MetadataName;
        }

        return type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString(s_plain) + "." + type.MetadataName : type.MetadataName;
    }
}
