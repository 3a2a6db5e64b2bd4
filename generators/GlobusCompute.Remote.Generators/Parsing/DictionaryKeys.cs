using GlobusCompute.Remote.Shared.Types;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>Which types can be the keys of dictionaries.</summary>
internal static class DictionaryKeys
{
    /// <summary>Whether Python gets keys of the type: they have to be hashable there.</summary>
    public static bool AreSent(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => AreSent(nullable.TypeArguments[0]),
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.All(element => AreSent(element.Type)),
        _ => IsOpen(type) || BuiltInShapes.Row(type) is { Kind: not WireKind.Unknown },
    };

    /// <summary>Whether a result can have keys of the type: in JSON they are text, and they are read from pickles like that.</summary>
    public static bool AreRead(ITypeSymbol type) => type.SpecialType != SpecialType.System_Object
        && (IsOpen(type) || BuiltInShapes.Row(type) is { Name: not ("System.Uri" or "System.Version") } row && row.Kind switch
        {
            WireKind.Bool or WireKind.Int or WireKind.Float or WireKind.Str or WireKind.FormattedStr or WireKind.Uuid => true,
            WireKind.DateTime or WireKind.DateTimeOffset or WireKind.Date or WireKind.Time => true,
            _ => false,
        });

    private static bool IsOpen(ITypeSymbol type) =>
        type is IDynamicTypeSymbol or { TypeKind: TypeKind.Enum or TypeKind.Error or TypeKind.TypeParameter } or { SpecialType: SpecialType.System_Object }
        || type.GetAttributes().Any(static attribute => attribute.AttributeClass is { Name: "JsonConverterAttribute" });
}
