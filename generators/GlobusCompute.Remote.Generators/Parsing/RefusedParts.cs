using System.Globalization;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Shared.Text;
using GlobusCompute.Remote.Shared.Types;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>
/// Finds the part of a type for which every call fails: the type itself, what its arrays and collections hold, and the properties of the app's own types. It
/// keeps silent wherever a converter or a null might help.
/// </summary>
internal sealed class RefusedParts
{
    private const int MaximumNesting = 12;
    private const string Pairs = "a list of pairs";

    private readonly KnownSymbols _known;
    private readonly JsonAllowance _allowance;
    private readonly bool _isResult;
    private readonly Func<INamedTypeSymbol, bool>? _isConverted;
    private readonly HashSet<ITypeSymbol> _seen = new(SymbolEqualityComparer.Default);
    private int _nesting;

    private RefusedParts(KnownSymbols known, IMethodSymbol method, Func<INamedTypeSymbol, bool>? isConverted)
    {
        _known = known;
        _allowance = JsonAllowance.Of(method.ContainingType, known);
        (_isResult, _isConverted) = (isConverted is not null, isConverted);
    }

    /// <summary>The part of an argument that cannot be sent, or null.</summary>
    public static RefusedPart? OfArgument(ITypeSymbol type, IMethodSymbol method, KnownSymbols known) =>
        new RefusedParts(known, method, isConverted: null).Find(type, null);

    /// <summary>The part of a result that cannot be read, or null.</summary>
    /// <param name="type">The type of the result.</param>
    /// <param name="method">The method that has it.</param>
    /// <param name="known">The library's types.</param>
    /// <param name="isConverted">Whether the app creates values of a type from classes of Python.</param>
    public static RefusedPart? OfResult(ITypeSymbol type, IMethodSymbol method, KnownSymbols known, Func<INamedTypeSymbol, bool> isConverted) =>
        new RefusedParts(known, method, isConverted).Find(type, null);

    private RefusedPart? Find(ITypeSymbol type, string? member)
    {
        if (_nesting > MaximumNesting)
        {
            return null;
        }

        _nesting++;
        var found = UnsendableTypes.Refuse(type, _known) is var (what, instead)
            ? new RefusedPart(member, what, _isResult ? "a type that holds the data" : instead)
            : type switch
            {
                IArrayTypeSymbol array => Grid(array, member) ?? Find(array.ElementType, member),
                INamedTypeSymbol named => OfNamed(named, member),
                _ => null,
            };
        _nesting--;
        return found;
    }

    private RefusedPart? Grid(IArrayTypeSymbol array, string? member) =>
        _isResult && array.Rank > 1 && (array.Rank > 3 || BuiltInShapes.Row(array.ElementType)?.Is(TypeUses.Cell) != true)
            ? new(member, Named(array), "nested arrays, or PythonValue")
            : null;

    private RefusedPart? OfNamed(INamedTypeSymbol type, string? member)
    {
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return Find(type.TypeArguments[0], member);
        }

        if (type.TypeKind is TypeKind.Enum or TypeKind.Error || BuiltInShapes.Row(type) is not null || HasOwnForm(type) || _isConverted?.Invoke(type) == true)
        {
            return null;
        }

        return (_allowance.HasConverters ? null : Itself(type, member)) ?? Inside(type, member);
    }

    private RefusedPart? Itself(INamedTypeSymbol type, string? member)
    {
        for (var current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            if (RefusedTypes.FindLost(MetadataName(current)) is { } lost)
            {
                return new(member, Named(type), _isResult ? lost.Declare : lost.Pass);
            }
        }

        if (_isResult && RefusedTypes.IsUnfilled(MetadataName(type)))
        {
            return new(member, Named(type), RefusedTypes.OtherCollection);
        }

        return KeyOf(type) is { } key && !(_isResult ? DictionaryKeys.AreRead(key) : DictionaryKeys.AreSent(key))
            ? new(member, $"a dictionary with keys of the type {Name(key)}", Pairs)
            : null;
    }

    private RefusedPart? Inside(INamedTypeSymbol type, string? member)
    {
        if (type.IsTupleType)
        {
            return type.TupleElements.Select(element => Find(element.Type, member)).FirstOrDefault(found => found is not null);
        }

        if (IsOfFramework(type))
        {
            return type.TypeArguments.Select(argument => Find(argument, member)).FirstOrDefault(found => found is not null);
        }

        if (type.AllInterfaces.FirstOrDefault(IsSequence) is { } sequence)
        {
            return Find(sequence.TypeArguments[0], member);
        }

        return type.AllInterfaces.Any(static candidate => candidate.SpecialType == SpecialType.System_Collections_IEnumerable) || !_seen.Add(type)
            ? null
            : OwnType(type, member);
    }

    private RefusedPart? OwnType(INamedTypeSymbol type, string? member)
    {
        if (_isResult && !_allowance.HasConverters && OwnTypes.WhyNotCreated(type) is var (why, instead))
        {
            return new(member, string.Format(CultureInfo.InvariantCulture, why, Name(type)), instead);
        }

        if (!_allowance.HasConverters && !_allowance.IncludesFields && OwnTypes.HasFieldsAlone(type))
        {
            return new(member, $"{Name(type)}, a type with public fields and no properties", "a type with properties, or put [JsonInclude] on its fields");
        }

        foreach (var property in _isResult ? OwnTypes.CertainlyRead(type) : OwnTypes.CertainlyWritten(type))
        {
            if (Find(property.Type, $"{type.Name}.{property.Name}") is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Whether something else than its properties says how the type is written.</summary>
    private bool HasOwnForm(INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _known.Library)
        || type.GetAttributes().Any(static attribute => attribute.AttributeClass is { Name: "JsonConverterAttribute" })
        || _known.Find(type, KnownSymbols.ComputeFormatAttribute) is not null;

    private static ITypeSymbol? KeyOf(INamedTypeSymbol type) =>
        type.TypeArguments is [var key, _] && IsOfFramework(type)
            && type.AllInterfaces.Add(type).Any(static candidate => candidate is { Name: "IDictionary" or "IReadOnlyDictionary", TypeArguments.Length: 2 })
                ? key
                : null;

    private static bool IsSequence(INamedTypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T;

    private static string Named(ITypeSymbol type) => Article.With(Name(type));

    private static string Name(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    private static string MetadataName(INamedTypeSymbol type) =>
        type.ContainingType is null ? $"{type.ContainingNamespace.ToDisplayString()}.{type.OriginalDefinition.MetadataName}" : type.MetadataName;

    private static bool IsOfFramework(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space is { Name: "System" or "Microsoft", IsGlobalNamespace: false };
    }
}
