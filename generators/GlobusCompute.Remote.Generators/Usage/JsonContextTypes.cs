using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Usage;

/// <summary>The types of which a source-generated <c>JsonSerializerContext</c> has metadata.</summary>
/// <remarks>
/// It looks at the <c>[JsonSerializable]</c> attributes and follows what their types are made of, as the JSON generator does, and at what that generator wrote.
/// Where the two could differ it rather counts a type too many: an error must be right.
/// </remarks>
internal sealed class JsonContextTypes
{
    // The names of a tuple's elements make no other type, so types are known by how they are written without them.
    private static readonly SymbolDisplayFormat s_identity = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    private readonly KnownSymbols _known;
    private readonly HashSet<string> _types = new(StringComparer.Ordinal);
    private readonly Stack<ITypeSymbol> _open = new();

    private JsonContextTypes(INamedTypeSymbol context, KnownSymbols known)
    {
        _known = known;
        for (var type = context; type is not null && !known.IsJsonContextBase(type); type = type.BaseType)
        {
            AddListed(type);
            AddWritten(type);
        }

        while (_open.Count > 0)
        {
            AddParts(_open.Pop());
        }
    }

    /// <summary>Reads a context; null for one written by hand, of which nothing is known.</summary>
    public static JsonContextTypes? Read(INamedTypeSymbol context, KnownSymbols known) =>
        context.GetAttributes().Any(known.IsJsonSerializable) ? new(context, known) : null;

    public bool Contains(ITypeSymbol type) => _types.Contains(type.ToDisplayString(s_identity));

    private void AddListed(INamedTypeSymbol context)
    {
        foreach (var attribute in context.GetAttributes().Where(_known.IsJsonSerializable))
        {
            Add(attribute.ConstructorArguments.FirstOrDefault().Value as ITypeSymbol);
        }
    }

    /// <summary>The JSON generator writes a property <c>JsonTypeInfo&lt;T&gt;</c> for each type.</summary>
    private void AddWritten(INamedTypeSymbol context)
    {
        foreach (var property in context.GetMembers().OfType<IPropertySymbol>())
        {
            if (property.Type is INamedTypeSymbol { TypeArguments: [var type] } info && _known.IsJsonTypeInfo(info))
            {
                Add(type);
            }
        }
    }

    private void Add(ITypeSymbol? type)
    {
        if (type is not null && _types.Add(type.ToDisplayString(s_identity)))
        {
            _open.Push(type);
        }
    }

    private void AddParts(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            Add(array.ElementType);
            return;
        }

        if (type is not INamedTypeSymbol named)
        {
            return;
        }

        foreach (var argument in named.TypeArguments)
        {
            Add(argument);
        }

        // Elements of a collection of the user's own, types of derived classes, members.
        foreach (var collection in named.AllInterfaces.Where(IsEnumerable))
        {
            Add(collection.TypeArguments[0]);
        }

        foreach (var derived in named.GetAttributes().Where(_known.IsJsonDerivedType))
        {
            Add(derived.ConstructorArguments.FirstOrDefault().Value as ITypeSymbol);
        }

        if (named.SpecialType == SpecialType.None && !BuiltInShapes.Contains(named))
        {
            AddMembers(named);
        }
    }

    private static bool IsEnumerable(INamedTypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T;

    private void AddMembers(INamedTypeSymbol type)
    {
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (var member in current.GetMembers().Where(member => !member.IsStatic))
            {
                Add(member switch
                {
                    IPropertySymbol { IsIndexer: false } property => property.Type,
                    IFieldSymbol { AssociatedSymbol: null } field => field.Type,
                    _ => null,
                });
            }
        }
    }
}
