using GlobusCompute.Remote.Generators.CSharp;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>What JSON makes of a type's values, the better first.</summary>
internal enum JsonFit
{
    /// <summary>Python reads the same value.</summary>
    Exact,

    /// <summary>It depends on the value.</summary>
    Dynamic,

    /// <summary>Python reads another value, a list for a tuple, say.</summary>
    Changed,

    /// <summary>There is no form, so the value is refused.</summary>
    Impossible,
}

/// <summary>Decides what JSON makes of a type: itself, what it holds, and the properties of the app's own types.</summary>
internal sealed class JsonFitter(bool numPy)
{
    private const string Generic = "System.Collections.Generic";

    private static readonly HashSet<string> s_changed = ["Guid", "DateTimeOffset", "DateOnly", "TimeOnly"];
    private static readonly HashSet<string> s_sets =
        ["HashSet", "ISet", "IReadOnlySet", "SortedSet", "FrozenSet", "ImmutableHashSet", "ImmutableSortedSet", "IImmutableSet"];

    // Elements of grids that the library itself writes as JSON; System.Text.Json has no form for others.
    private static readonly HashSet<SpecialType> s_cells =
    [
        SpecialType.System_Boolean, SpecialType.System_Int32, SpecialType.System_Int64, SpecialType.System_Single, SpecialType.System_Double,
        SpecialType.System_String, SpecialType.System_Object,
    ];

    private readonly HashSet<ITypeSymbol> _seen = new(SymbolEqualityComparer.Default);

    public static JsonFit Of(ITypeSymbol type, bool numPy) => new JsonFitter(numPy).Of(type);

    /// <summary>Whether numpy has arrays of the type.</summary>
    public static bool IsNumber(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Boolean or (>= SpecialType.System_SByte and <= SpecialType.System_UInt64)
            or SpecialType.System_Single or SpecialType.System_Double
        || (type.Name == "Half" && KnownSymbols.IsIn(type, "System"))
        || IsComplex(type);

    private static bool IsComplex(ITypeSymbol type) => type.Name == "Complex" && KnownSymbols.IsIn(type, "System.Numerics");

    private static bool IsByte(ITypeSymbol type) => type.SpecialType == SpecialType.System_Byte;

    private static JsonFit Worse(JsonFit one, JsonFit other) => one > other ? one : other;

    private JsonFit Of(ITypeSymbol type) => type switch
    {
        IDynamicTypeSymbol => JsonFit.Dynamic,

        // A type that is generated, which nobody has seen yet.
        { TypeKind: TypeKind.Error } => JsonFit.Dynamic,
        IArrayTypeSymbol array => OfArray(array),
        { SpecialType: SpecialType.System_Object } => JsonFit.Dynamic,
        { SpecialType: SpecialType.System_Decimal } => JsonFit.Impossible,
        { SpecialType: SpecialType.System_DateTime } => JsonFit.Changed,
        { SpecialType: not SpecialType.None and not SpecialType.System_Nullable_T and not (>= SpecialType.System_Collections_IEnumerable and <= SpecialType.System_Collections_Generic_IReadOnlyCollection_T) } => JsonFit.Exact,
        { TypeKind: TypeKind.Enum } => JsonFit.Exact,
        INamedTypeSymbol named => OfNamed(named),
        _ => JsonFit.Exact,
    };

    private JsonFit OfArray(IArrayTypeSymbol array)
    {
        if (array.Rank == 1 && IsByte(array.ElementType))
        {
            return JsonFit.Impossible;
        }

        if (numPy && IsNumber(array.ElementType))
        {
            return JsonFit.Impossible;
        }

        return array.Rank > 3 || (array.Rank > 1 && !s_cells.Contains(array.ElementType.SpecialType)) ? JsonFit.Impossible : Of(array.ElementType);
    }

    private JsonFit OfNamed(INamedTypeSymbol type)
    {
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return Of(type.TypeArguments[0]);
        }

        if (type.IsTupleType)
        {
            return type.TupleElements.Aggregate(JsonFit.Changed, (fit, element) => Worse(fit, Of(element.Type)));
        }

        if (KnownSymbols.IsIn(type, "System"))
        {
            return s_changed.Contains(type.Name) ? JsonFit.Changed
                : type.Name == "TimeSpan" ? JsonFit.Impossible
                : type is { Name: "Memory" or "ReadOnlyMemory", TypeArguments: [var item] } ? (IsByte(item) || (numPy && IsNumber(item)) ? JsonFit.Impossible : Of(item))
                : JsonFit.Exact;
        }

        if (IsComplex(type))
        {
            return JsonFit.Impossible;
        }

        if (type is { Name: "Tensor", TypeArguments: [var number] } && KnownSymbols.IsIn(type, "System.Numerics.Tensors"))
        {
            return numPy && IsNumber(number) ? JsonFit.Impossible : Of(number);
        }

        return OfCollection(type) ?? OfMembers(type);
    }

    private JsonFit? OfCollection(INamedTypeSymbol type)
    {
        if (type.TypeArguments is [var only] && s_sets.Contains(type.Name) && IsSystem(type))
        {
            return Worse(MayBeHashable(only) ? JsonFit.Changed : JsonFit.Exact, Of(only));
        }

        var sequence = new[] { type }.Concat(type.AllInterfaces)
            .FirstOrDefault(candidate => candidate.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T);
        return sequence?.TypeArguments[0] switch
        {
            null => null,
            INamedTypeSymbol { Name: "KeyValuePair", TypeArguments: [var key, var value] } pair when KnownSymbols.IsIn(pair, Generic) =>
                Worse(key.SpecialType == SpecialType.System_String ? JsonFit.Exact : JsonFit.Changed, Of(value)),
            _ when !_seen.Add(type) => JsonFit.Exact,
            var element => Of(element),
        };
    }

    // Others become lists or dicts, of which Python makes no sets.
    private static bool MayBeHashable(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.Rank == 1 && IsByte(array.ElementType),
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => MayBeHashable(nullable.TypeArguments[0]),
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.All(element => MayBeHashable(element.Type)),
        { TypeKind: TypeKind.Enum } => true,
        _ => type is IDynamicTypeSymbol || (BuiltInShapes.Contains(type) && type is INamedTypeSymbol { TypeArguments.Length: 0 } && !KnownSymbols.IsIn(type, "System.Text.Json") && !KnownSymbols.IsIn(type, "System.Text.Json.Nodes")),
    };

    private JsonFit OfMembers(INamedTypeSymbol type)
    {
        if (IsSystem(type) || HasConverter(type) || !_seen.Add(type))
        {
            return JsonFit.Exact;
        }

        var fit = JsonFit.Exact;
        for (var current = type; current is not null and { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (var property in current.GetMembers().OfType<IPropertySymbol>().Where(IsWritten))
            {
                fit = Worse(fit, Of(property.Type));
            }
        }

        return type.TypeKind == TypeKind.Interface ? type.AllInterfaces.Aggregate(fit, (worst, above) => Worse(worst, OfMembers(above))) : fit;
    }

    private static bool IsWritten(IPropertySymbol property) =>
        property is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public, GetMethod.DeclaredAccessibility: Accessibility.Public }
        && !property.GetAttributes().Any(attribute => attribute.AttributeClass is { } type
            && (type.Name == "JsonIgnoreAttribute" ? attribute.NamedArguments.IsEmpty : type.Name == "JsonConverterAttribute"));

    private static bool HasConverter(INamedTypeSymbol type) =>
        type.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "JsonConverterAttribute" });

    private static bool IsSystem(ITypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space is { Name: "System", IsGlobalNamespace: false };
    }
}
