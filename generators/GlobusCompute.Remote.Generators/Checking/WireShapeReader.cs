using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Parsing;
using GlobusCompute.Remote.Shared.Types;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Checking;

/// <summary>Tells what a .NET type becomes for Python. Where converters may decide otherwise, it says that it does not know.</summary>
internal static class WireShapeReader
{
    private const int MaximumNesting = 12;

    public static WireShape Read(ITypeSymbol type) => Read(type, 0);

    private static WireShape Read(ITypeSymbol type, int nesting)
    {
        if (nesting > MaximumNesting)
        {
            return WireShape.Unknown;
        }

        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return Read(nullable.TypeArguments[0], nesting) with { MayBeNull = true };
        }

        var mayBeNull = type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.Annotated;
        var shape = type switch
        {
            IArrayTypeSymbol array => Array(array, nesting),
            INamedTypeSymbol named => Named(named, nesting),
            _ => WireShape.Unknown,
        };
        return shape with { MayBeNull = mayBeNull };
    }

    private static WireShape Array(IArrayTypeSymbol array, int nesting)
    {
        if (array is { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte })
        {
            return Scalar(WireKind.Bytes);
        }

        var shape = Read(array.ElementType, nesting + 1);
        for (var i = 0; i < array.Rank; i++)
        {
            shape = Of(WireKind.List, shape);
        }

        return shape;
    }

    private static WireShape Named(INamedTypeSymbol type, int nesting)
    {
        if (BuiltInShapes.Row(type) is { } row)
        {
            return Scalar(row.Kind);
        }

        if (type.TypeKind == TypeKind.Enum)
        {
            return type.GetAttributes().Any(IsConverter) ? WireShape.Unknown : Scalar(WireKind.Enum);
        }

        if (type.IsTupleType && !type.TupleElements.IsDefault)
        {
            return new(WireKind.Tuple, MayBeNull: false, [.. type.TupleElements.Select(element => Read(element.Type, nesting + 1))]);
        }

        return type.TypeArguments.Length == 0 ? Plain(type) : Generic(type, nesting);
    }

    private static WireShape Plain(INamedTypeSymbol type)
    {
        // A class of the user's own, unless something says how else to write it.
        var isObject = type.TypeKind == TypeKind.Class && !type.IsAbstract && (type.IsRecord || type.Locations.Any(location => location.IsInSource));
        return isObject && !type.AllInterfaces.Any(IsEnumerable) && !type.GetAttributes().Any(IsConverter) ? Scalar(WireKind.Object) : WireShape.Unknown;
    }

    private static WireShape Generic(INamedTypeSymbol type, int nesting)
    {
        WireShape Argument(int index) => Read(type.TypeArguments[index], nesting + 1);
        if (KnownSymbols.IsIn(type, "System"))
        {
            return type.Name switch
            {
                "ReadOnlySpan" => Of(WireKind.List, Argument(0)),
                "Tuple" => new(WireKind.Tuple, MayBeNull: false, [.. type.TypeArguments.Select(argument => Read(argument, nesting + 1))]),
                _ => WireShape.Unknown,
            };
        }

        return BuiltInShapes.Collection(type) switch
        {
            WireKind.Dict => new(WireKind.Dict, MayBeNull: false, [Argument(0), Argument(1)]),
            { } kind => Of(kind, Argument(0)),
            null => WireShape.Unknown,
        };
    }

    private static WireShape Scalar(WireKind kind) => new(kind, MayBeNull: false, []);

    private static WireShape Of(WireKind kind, WireShape element) => new(kind, MayBeNull: false, [element]);

    private static bool IsEnumerable(INamedTypeSymbol type) => type.SpecialType == SpecialType.System_Collections_IEnumerable;

    private static bool IsConverter(AttributeData attribute) => attribute.AttributeClass?.Name == "JsonConverterAttribute";
}
