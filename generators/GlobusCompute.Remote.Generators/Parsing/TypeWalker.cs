using System.Collections.Immutable;
using GlobusCompute.Remote.Generators.CSharp;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>Lists all symbols that generated code names, to learn which warnings of the user's own types it would repeat.</summary>
internal static class TypeWalker
{
    private const string CodeAnalysis = "System.Diagnostics.CodeAnalysis";
    private static readonly string[] s_obsolete = ["CS0612", "CS0618"];
    private static readonly string[] s_nullAttributes = ["CS8767", "CS8768", "CS8769"];

    /// <summary>The warnings that the generated file must not repeat, sorted.</summary>
    public static (IEnumerable<string> Suppressions, bool UsesObsoleteError) Inspect(IEnumerable<ISymbol> members, params ITypeSymbol?[] types)
    {
        var symbols = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var type in types)
        {
            Add(symbols, type);
        }

        var parameters = new List<IParameterSymbol>();
        foreach (var member in members)
        {
            symbols.Add(member);
            Add(symbols, member.ContainingType);
            Add(
                symbols,
                member switch { IMethodSymbol method => method.ReturnType, IPropertySymbol property => property.Type, IEventSymbol e => e.Type, _ => null });
            parameters.AddRange(member switch
            {
                IMethodSymbol method => method.Parameters,
                IPropertySymbol property => property.Parameters,
                _ => ImmutableArray<IParameterSymbol>.Empty,
            });
        }

        parameters.ForEach(parameter => Add(symbols, parameter.Type));
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        var error = false;
        foreach (var attribute in symbols.SelectMany(symbol => symbol.GetAttributes()))
        {
            if (Is(attribute, "ObsoleteAttribute", "System"))
            {
                ids.UnionWith(s_obsolete);
                error |= IsError(attribute);
                ids.UnionWith(
                    attribute.NamedArguments.Where(argument => argument.Key == "DiagnosticId").Select(argument => argument.Value.Value).OfType<string>());
            }
            else if (Is(attribute, "ExperimentalAttribute", CodeAnalysis) && attribute.ConstructorArguments is [{ Value: string id }])
            {
                ids.Add(id);
            }
        }

        if (parameters.SelectMany(parameter => parameter.GetAttributes())
            .Any(attribute => Is(attribute, "AllowNullAttribute", CodeAnalysis) || Is(attribute, "DisallowNullAttribute", CodeAnalysis)))
        {
            ids.UnionWith(s_nullAttributes);
        }

        // A pragma takes identifiers only; the compiler reports any other id at the attribute.
        return (ids.Where(id => id.Length > 0 && id.All(c => char.IsLetterOrDigit(c) || c == '_')), error);
    }

    /// <summary>Whether naming the type, or a type around it, is an error.</summary>
    public static bool IsObsoleteAsError(INamedTypeSymbol? type) =>
        type is not null
        && (type.GetAttributes().Any(attribute => Is(attribute, "ObsoleteAttribute", "System") && IsError(attribute))
            || IsObsoleteAsError(type.ContainingType));

    private static bool IsError(AttributeData obsolete) => obsolete.ConstructorArguments is [_, { Value: true }];

    private static void Add(HashSet<ISymbol> symbols, ITypeSymbol? type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                Add(symbols, array.ElementType);
                break;
            case IPointerTypeSymbol pointer:
                Add(symbols, pointer.PointedAtType);
                break;
            case INamedTypeSymbol named when symbols.Add(named):
                symbols.Add(named.OriginalDefinition);
                if (named.ContainingAssembly is { } assembly)
                {
                    symbols.Add(assembly);
                    symbols.Add(named.ContainingModule);
                }

                Add(symbols, named.ContainingType);
                foreach (var argument in named.TypeArguments)
                {
                    Add(symbols, argument);
                }

                break;
        }
    }

    private static bool Is(AttributeData attribute, string name, string space) =>
        attribute.AttributeClass is { } type && type.Name == name && KnownSymbols.IsIn(type, space);
}
