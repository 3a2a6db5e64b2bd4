using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Usage;

/// <summary>The types of which a source-generated <c>JsonSerializerContext</c> has metadata.</summary>
/// <remarks>
/// It looks at the <c>[JsonSerializable]</c> attributes and follows what their types are made of, as the JSON generator does, and at what
/// that generator wrote. Where the two could differ it rather counts a type too many: an error must be right.
/// </remarks>
internal sealed class JsonContextTypes
{
    private const string Space = "System.Text.Json.Serialization";

    // The names of a tuple's elements make no other type, so types are known by how they are written without them.
    private static readonly SymbolDisplayFormat s_identity = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    private readonly HashSet<string> _types = new(StringComparer.Ordinal);
    private readonly Stack<ITypeSymbol> _open = new();

    private JsonContextTypes(INamedTypeSymbol context)
    {
        for (var type = context; type is not null && !Is(type, "JsonSerializerContext", Space); type = type.BaseType)
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
    public static JsonContextTypes? Read(INamedTypeSymbol context) =>
        context.GetAttributes().Any(IsSerializable) ? new(context) : null;

    public bool Contains(ITypeSymbol type) => _types.Contains(type.ToDisplayString(s_identity));

    private static bool IsSerializable(AttributeData attribute) => Is(attribute.AttributeClass, "JsonSerializableAttribute", Space);

    private static bool Is(ITypeSymbol? type, string name, string space) => type?.Name == name && KnownSymbols.IsIn(type, space);

    private void AddListed(INamedTypeSymbol context)
    {
        foreach (var attribute in context.GetAttributes().Where(IsSerializable))
        {
            Add(attribute.ConstructorArguments.FirstOrDefault().Value as ITypeSymbol);
        }
    }

    /// <summary>The JSON generator writes a property <c>JsonTypeInfo&lt;T&gt;</c> for each type.</summary>
    private void AddWritten(INamedTypeSymbol context)
    {
        foreach (var property in context.GetMembers().OfType<IPropertySymbol>())
        {
            if (property.Type is INamedTypeSymbol { TypeArguments: [var type] } info && Is(info, "JsonTypeInfo", Space + ".Metadata"))
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
        foreach (var collection in named.AllInterfaces.Where(implemented => Is(implemented, "IEnumerable", "System.Collections.Generic")))
        {
            Add(collection.TypeArguments[0]);
        }

        foreach (var derived in named.GetAttributes().Where(attribute => Is(attribute.AttributeClass, "JsonDerivedTypeAttribute", Space)))
        {
            Add(derived.ConstructorArguments.FirstOrDefault().Value as ITypeSymbol);
        }

        if (named.SpecialType == SpecialType.None && !BuiltInShapes.Contains(named))
        {
            AddMembers(named);
        }
    }

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
