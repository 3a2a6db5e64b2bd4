using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Shared.Python;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>Finds the format in which a parameter or a result travels: by <c>[ComputePayload]</c> on it, its method or interface, or by its type.</summary>
internal static class FormatFinder
{
    /// <summary>The class that is named for a parameter, or null for none.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="sent">The type that is sent: of one element where the parameter is a sequence of arguments.</param>
    /// <param name="known">The library's types.</param>
    public static INamedTypeSymbol? Find(IParameterSymbol parameter, ITypeSymbol sent, KnownSymbols known) =>
        Named(parameter.GetAttributes(), known) ?? Shared((IMethodSymbol)parameter.ContainingSymbol, sent, known) ?? OfType(sent, known);

    /// <summary>The class that is named for a result, or null for none.</summary>
    /// <param name="method">The method.</param>
    /// <param name="result">The type of its result.</param>
    /// <param name="known">The library's types.</param>
    public static INamedTypeSymbol? Find(IMethodSymbol method, ITypeSymbol result, KnownSymbols known) =>
        Named(method.GetReturnTypeAttributes(), known) ?? Shared(method, result, known) ?? OfType(result, known);

    /// <summary>The type of the format's values where it has one of its own; null for a format of many types.</summary>
    public static ITypeSymbol? ValueOf(INamedTypeSymbol format, KnownSymbols known)
    {
        for (var type = format; type is not null; type = type.BaseType)
        {
            if (known.IsTypedFormat(type))
            {
                return type.TypeArguments[0];
            }
        }

        return null;
    }

    /// <summary>Whether a format takes a type: its own, alone, in a sequence or in a dictionary; any, where it has none of its own.</summary>
    public static bool Takes(INamedTypeSymbol format, ITypeSymbol type, KnownSymbols known) =>
        ValueOf(format, known) is not { } value || Parts(type).Any(part => Same(part, value));

    /// <summary>What a result of a type is to a format of one type: its value, or a list or a dictionary of values.</summary>
    public static FormattedResultShape ShapeOf(INamedTypeSymbol format, ITypeSymbol type, KnownSymbols known)
    {
        if (ValueOf(format, known) is not { } value
            || Same(type, value)
            || type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T })
        {
            return FormattedResultShape.Value;
        }

        return type is INamedTypeSymbol named
            && named.AllInterfaces.Concat([named]).Where(IsSequence).Any(sequence => IsEntry(sequence.TypeArguments[0], out _))
                ? FormattedResultShape.Dictionary
                : FormattedResultShape.List;
    }

    /// <summary>The format of the method or its interface, if it is for the type.</summary>
    private static INamedTypeSymbol? Shared(IMethodSymbol method, ITypeSymbol type, KnownSymbols known) =>
        (Named(method.GetAttributes(), known) ?? Named(method.ContainingType.GetAttributes(), known)) is { } format
        && Takes(format, type, known)
        && IsMarked(format, type, known)
            ? format
            : null;

    private static INamedTypeSymbol? Named(IEnumerable<AttributeData> attributes, KnownSymbols known) =>
        attributes.FirstOrDefault(known.IsPayload)?.NamedArguments.FirstOrDefault(argument => argument.Key == "Format").Value.Value as INamedTypeSymbol;

    private static INamedTypeSymbol? OfType(ITypeSymbol type, KnownSymbols known) => Parts(type)
        .Select(part => known.Find(part, KnownSymbols.ComputeFormatAttribute)?.ConstructorArguments is [{ Value: INamedTypeSymbol format }] ? format : null)
        .FirstOrDefault(format => format is not null);

    /// <summary>The format that an interface names for all its methods, or null.</summary>
    public static INamedTypeSymbol? OfInterface(INamedTypeSymbol type, KnownSymbols known) => Named(type.GetAttributes(), known);

    /// <summary>What a format says of the types that it is for: the attribute that marks them, and a list of them.</summary>
    public static (ITypeSymbol? Marker, IReadOnlyList<ITypeSymbol> Types) Marks(INamedTypeSymbol format, KnownSymbols known)
    {
        var named = known.FindInherited(format, KnownSymbols.PythonAdapterAttribute)?.NamedArguments ?? [];
        return (
            named.FirstOrDefault(argument => argument.Key == "MarkerAttribute").Value.Value as ITypeSymbol,
            named.FirstOrDefault(argument => argument.Key == "Types").Value is { Kind: TypedConstantKind.Array, IsNull: false } list
                ? [.. list.Values.Select(value => value.Value).OfType<ITypeSymbol>()]
                : []);
    }

    /// <summary>Whether a type has the attribute that marks a format's types.</summary>
    public static bool HasMarker(ITypeSymbol type, ITypeSymbol marker) => type.GetAttributes().Any(data => Same(data.AttributeClass, marker));

    /// <summary>Whether a type is a list or a dictionary of the types that a format lists.</summary>
    public static bool IsOfMany(INamedTypeSymbol format, ITypeSymbol type, KnownSymbols known) =>
        Marks(format, known).Types is { Count: > 0 } types
        && !types.Any(one => IsBase(one, type))
        && types.Any(one => Parts(type).Any(part => IsBase(one, part)));

    /// <summary>Whether the format says that it is for the type, where it says which types it is for.</summary>
    private static bool IsMarked(INamedTypeSymbol format, ITypeSymbol type, KnownSymbols known)
    {
        var (marker, types) = Marks(format, known);
        return (marker is null && types.Count == 0)
            || (marker is not null && Holds(type, marker, 0))
            || types.Any(one => Parts(type).Any(part => IsBase(one, part)));
    }

    private static bool IsBase(ITypeSymbol one, ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Same(current, one))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Holds(ITypeSymbol type, ITypeSymbol marker, int nesting) =>
        nesting < 12
        && (HasMarker(type, marker) || type switch
        {
            IArrayTypeSymbol array => Holds(array.ElementType, marker, nesting + 1),
            INamedTypeSymbol named => named.TypeArguments.Any(argument => Holds(argument, marker, nesting + 1)),
            _ => false,
        });

    /// <summary>The type, without what makes it nullable, and what it has for elements or values.</summary>
    private static IEnumerable<ITypeSymbol> Parts(ITypeSymbol type)
    {
        yield return type;
        switch (type)
        {
            case IArrayTypeSymbol { Rank: 1 } array:
                yield return array.ElementType;
                break;
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable:
                yield return nullable.TypeArguments[0];
                break;
            case INamedTypeSymbol named:
                foreach (var sequence in named.AllInterfaces.Concat([named]).Where(IsSequence))
                {
                    var item = sequence.TypeArguments[0];
                    yield return IsEntry(item, out var value) ? value! : item;
                }

                break;
        }
    }

    private static bool IsEntry(ITypeSymbol item, out ITypeSymbol? value)
    {
        var isEntry = item is INamedTypeSymbol { Name: "KeyValuePair", TypeArguments: [{ SpecialType: SpecialType.System_String }, _] };
        value = isEntry ? ((INamedTypeSymbol)item).TypeArguments[1] : null;
        return isEntry;
    }

    private static bool IsSequence(INamedTypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T;

    private static bool Same(ITypeSymbol? one, ITypeSymbol? other) => SymbolEqualityComparer.Default.Equals(one, other);
}
