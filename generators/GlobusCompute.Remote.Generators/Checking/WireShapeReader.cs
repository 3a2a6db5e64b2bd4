using GlobusCompute.Remote.Generators.CSharp;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Checking;

/// <summary>Tells what a .NET type becomes for Python. Where converters may decide otherwise, it says that it does not know.</summary>
internal static class WireShapeReader
{
    private const int MaximumNesting = 12;
    private const string Collections = "System.Collections.Generic";

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
        switch (type.SpecialType)
        {
            case SpecialType.System_Boolean:
                return Scalar(WireKind.Bool);
            case SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Int32
                or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64:
                return Scalar(WireKind.Int);
            case SpecialType.System_Single or SpecialType.System_Double:
                return Scalar(WireKind.Float);
            case SpecialType.System_Decimal:
                return Scalar(WireKind.Decimal);
            case SpecialType.System_String or SpecialType.System_Char:
                return Scalar(WireKind.Str);
            case SpecialType.System_DateTime:
                return Scalar(WireKind.DateTime);
            case SpecialType.System_Object:
                return WireShape.Unknown;
        }

        if (type.TypeKind == TypeKind.Enum)
        {
            return WireShape.Unknown;
        }

        if (type.IsTupleType && !type.TupleElements.IsDefault)
        {
            return new(WireKind.Tuple, MayBeNull: false, [.. type.TupleElements.Select(element => Read(element.Type, nesting + 1))]);
        }

        return type.TypeArguments.Length == 0 ? Plain(type) : Generic(type, nesting);
    }

    private static WireShape Plain(INamedTypeSymbol type)
    {
        if (KnownSymbols.IsIn(type, "System"))
        {
            return Scalar(type.Name switch
            {
                "Guid" => WireKind.Uuid,
                "DateTimeOffset" => WireKind.DateTime,
                "DateOnly" => WireKind.Date,
                "TimeOnly" => WireKind.Time,
                "Half" => WireKind.Float,
                "Int128" or "UInt128" => WireKind.Int,
                "Uri" or "Version" => WireKind.Str,
                _ => WireKind.Unknown,
            });
        }

        if (type.Name == "BigInteger" && KnownSymbols.IsIn(type, "System.Numerics"))
        {
            return Scalar(WireKind.Int);
        }

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
                "Memory" or "ReadOnlyMemory" => type.TypeArguments[0].SpecialType == SpecialType.System_Byte ? Scalar(WireKind.Bytes) : WireShape.Unknown,
                "ReadOnlySpan" => Of(WireKind.List, Argument(0)),
                "Tuple" => new(WireKind.Tuple, MayBeNull: false, [.. type.TypeArguments.Select(argument => Read(argument, nesting + 1))]),
                _ => WireShape.Unknown,
            };
        }

        if (!KnownSymbols.IsIn(type, Collections) && !KnownSymbols.IsIn(type, "System.Collections.Immutable"))
        {
            return WireShape.Unknown;
        }

        return type.Name switch
        {
            "List" or "IList" or "IReadOnlyList" or "ICollection" or "IReadOnlyCollection" or "IEnumerable" or "ImmutableArray" or "ImmutableList" =>
                Of(WireKind.List, Argument(0)),
            "HashSet" or "ISet" or "IReadOnlySet" or "SortedSet" or "ImmutableHashSet" => Of(WireKind.Set, Argument(0)),
            "Dictionary" or "IDictionary" or "IReadOnlyDictionary" or "SortedDictionary" or "ImmutableDictionary" =>
                new(WireKind.Dict, MayBeNull: false, [Argument(0), Argument(1)]),
            _ => WireShape.Unknown,
        };
    }

    private static WireShape Scalar(WireKind kind) => new(kind, MayBeNull: false, []);

    private static WireShape Of(WireKind kind, WireShape element) => new(kind, MayBeNull: false, [element]);

    private static bool IsEnumerable(INamedTypeSymbol type) => type.SpecialType == SpecialType.System_Collections_IEnumerable;

    private static bool IsConverter(AttributeData attribute) => attribute.AttributeClass?.Name == "JsonConverterAttribute";
}
