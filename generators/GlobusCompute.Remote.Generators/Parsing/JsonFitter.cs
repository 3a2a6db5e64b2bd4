using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Shared.Types;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>Decides what JSON makes of a type: itself, what it holds, and the properties of the app's own types.</summary>
internal sealed class JsonFitter(bool numPy)
{
    private const string Generic = "System.Collections.Generic";

    // A generic type whose member is of the same type with a longer argument has no end.
    private const int MaximumNesting = 50;

    private readonly HashSet<ITypeSymbol> _seen = new(SymbolEqualityComparer.Default);
    private int _nesting;

    public static JsonFit Of(ITypeSymbol type, bool numPy) => new JsonFitter(numPy).Of(type);

    /// <summary>Whether numpy has arrays of the type.</summary>
    public static bool IsNumber(ITypeSymbol type) => BuiltInShapes.Row(type) is { } row && row.Is(TypeUses.Number);

    private static bool IsByte(ITypeSymbol type) => type.SpecialType == SpecialType.System_Byte;

    private static JsonFit Worse(JsonFit one, JsonFit other) => one > other ? one : other;

    private JsonFit Of(ITypeSymbol type)
    {
        if (_nesting > MaximumNesting)
        {
            return JsonFit.Exact;
        }

        _nesting++;
        var fit = FitOf(type);
        _nesting--;
        return fit;
    }

    private JsonFit FitOf(ITypeSymbol type) => type switch
    {
        IDynamicTypeSymbol => JsonFit.Dynamic,

        // A type that is generated, which nobody has seen yet.
        { TypeKind: TypeKind.Error } => JsonFit.Dynamic,
        IArrayTypeSymbol array => OfArray(array),
        _ when BuiltInShapes.Row(type)?.Fit is { } fit => fit,
        {
            SpecialType: not SpecialType.None and not SpecialType.System_Nullable_T
                and not (>= SpecialType.System_Collections_IEnumerable and <= SpecialType.System_Collections_Generic_IReadOnlyCollection_T)
        } => JsonFit.Exact,
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

        // Of grids the library itself writes some as JSON; System.Text.Json has no form for others.
        return array.Rank > 3 || (array.Rank > 1 && BuiltInShapes.Row(array.ElementType)?.Is(TypeUses.Cell) != true)
            ? JsonFit.Impossible
            : Of(array.ElementType);
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
            return type is { Name: "Memory" or "ReadOnlyMemory", TypeArguments: [var item] }
                ? (IsByte(item) || (numPy && IsNumber(item)) ? JsonFit.Impossible : Of(item))
                : JsonFit.Exact;
        }

        if (type is { Name: "Tensor", TypeArguments: [var number] } && KnownSymbols.IsIn(type, "System.Numerics.Tensors"))
        {
            return numPy && IsNumber(number) ? JsonFit.Impossible : Of(number);
        }

        return OfCollection(type) ?? OfMembers(type);
    }

    private JsonFit? OfCollection(INamedTypeSymbol type)
    {
        if (BuiltInShapes.Collection(type) == WireKind.Set && type.TypeArguments is [var only])
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
        _ => type is IDynamicTypeSymbol
            || (BuiltInShapes.Contains(type)
                && type is INamedTypeSymbol { TypeArguments.Length: 0 }
                && !KnownSymbols.IsIn(type, "System.Text.Json")
                && !KnownSymbols.IsIn(type, "System.Text.Json.Nodes")),
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
