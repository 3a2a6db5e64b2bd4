using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>What System.Text.Json makes of the app's own types: which properties it certainly writes or reads, and whether it can create them.</summary>
internal static class OwnTypes
{
    private const string Constructor = "a type with one public constructor, or put [JsonConstructor] on one";

    /// <summary>Whether all values are in public fields, which are left out.</summary>
    public static bool HasFieldsAlone(INamedTypeSymbol type)
    {
        var hasFields = false;
        foreach (var member in WithBases(type).SelectMany(static current => current.GetMembers()).Where(static member => !member.IsStatic))
        {
            switch (member)
            {
                case IPropertySymbol { IsIndexer: false } when member.DeclaredAccessibility == Accessibility.Public || Has(member, "JsonIncludeAttribute"):
                case IFieldSymbol when Has(member, "JsonIncludeAttribute"):
                    return false;
                case IFieldSymbol { DeclaredAccessibility: Accessibility.Public }:
                    hasFields = true;
                    break;
            }
        }

        return hasFields;
    }

    /// <summary>What the type is that no result can be of, with <c>{0}</c> for its name, and what to declare; null where one can.</summary>
    public static (string What, string Instead)? WhyNotCreated(INamedTypeSymbol type)
    {
        if (Has(type, "JsonPolymorphicAttribute") || Has(type, "JsonDerivedTypeAttribute") || type.TypeKind is not (TypeKind.Class or TypeKind.Interface))
        {
            return null;
        }

        if (type.TypeKind == TypeKind.Interface || type.IsAbstract)
        {
            return (type.TypeKind == TypeKind.Interface ? "the interface {0}" : "the abstract class {0}",
                "a class or record that is created instead, or list its types with [JsonDerivedType]");
        }

        var constructors = type.InstanceConstructors.Where(static made => made.DeclaredAccessibility == Accessibility.Public).ToImmutableArray();
        return type.InstanceConstructors.Any(static made => Has(made, "JsonConstructorAttribute")) || constructors.Any(static made => made.Parameters.IsEmpty)
            ? null
            : constructors.Length switch
            {
                0 => ("{0}, a class without a public constructor", Constructor),
                1 => null,
                _ => ("{0}, a class with several public constructors", Constructor),
            };
    }

    /// <summary>The properties that are always written, never as null.</summary>
    public static IEnumerable<IPropertySymbol> CertainlyWritten(INamedTypeSymbol type) =>
        Properties(type).Where(static property => property.GetMethod is { DeclaredAccessibility: Accessibility.Public });

    /// <summary>The properties that are read from a result if it has them, never from null.</summary>
    public static IEnumerable<IPropertySymbol> CertainlyRead(INamedTypeSymbol type)
    {
        var constructors = type.InstanceConstructors.Where(static made => made.DeclaredAccessibility == Accessibility.Public).ToImmutableArray();
        var parameters = new HashSet<string>(
            constructors.Length == 1 ? constructors[0].Parameters.Select(static parameter => parameter.Name) : [], StringComparer.OrdinalIgnoreCase);
        return Properties(type).Where(property => property.SetMethod is { DeclaredAccessibility: Accessibility.Public } || parameters.Contains(property.Name));
    }

    private static IEnumerable<IPropertySymbol> Properties(INamedTypeSymbol type) => WithBases(type)
        .Concat(type.TypeKind == TypeKind.Interface ? type.AllInterfaces : [])
        .SelectMany(static current => current.GetMembers().OfType<IPropertySymbol>())
        .Where(static property => property is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public }
            && IsNeverNull(property.Type)
            && !property.GetAttributes().Any(static attribute => attribute.AttributeClass is
            { Name: "JsonIgnoreAttribute" or "JsonConverterAttribute" or "JsonExtensionDataAttribute" }));

    private static bool IsNeverNull(ITypeSymbol type) => type.IsReferenceType
        ? type.NullableAnnotation == NullableAnnotation.NotAnnotated
        : type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T;

    private static IEnumerable<INamedTypeSymbol> WithBases(INamedTypeSymbol type)
    {
        for (var current = type; current is not null and { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            yield return current;
        }
    }

    private static bool Has(ISymbol symbol, string attribute) => symbol.GetAttributes().Any(data => data.AttributeClass?.Name == attribute);
}
