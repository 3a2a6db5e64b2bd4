using System.Globalization;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>Decides where an interface's JSON metadata comes from.</summary>
internal static class JsonParser
{
    /// <summary>The interface's own <c>[ComputeJson]</c>, or else that of the first base interface that has one.</summary>
    public static AttributeData? FindAttribute(INamedTypeSymbol type) =>
        new[] { type }.Concat(type.AllInterfaces)
            .Select(candidate => KnownSymbols.Find(candidate, KnownSymbols.ComputeJsonAttribute))
            .FirstOrDefault(attribute => attribute is not null);

    public static JsonModel Parse(
        INamedTypeSymbol type, AttributeData? attribute, IEnumerable<ISymbol> members, Compilation compilation, ICollection<Problem> problems)
    {
        string? naming = null;
        if (attribute?.NamedArguments.FirstOrDefault(argument => argument.Key == "Naming") is { Key: not null, Value: var value })
        {
            naming = Naming(value);
        }

        if (attribute?.ConstructorArguments is [var argument])
        {
            var context = argument.Value as ITypeSymbol;
            if (Refuse(context, compilation) is not { } reason)
            {
                return new(JsonMetadata.Context, CSharpName.OfPlainType(context!), naming);
            }

            var name = context?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) ?? "null";
            problems.Add(Problem.Of(Descriptors.InvalidJsonContext, Spot.JsonAttribute, CSharpName.OfNested(type), name, reason));
        }

        var isBuiltIn = members.OfType<IMethodSymbol>().Where(method => KnownSymbols.IsRemote(method) && !KnownSymbols.IsShell(method)).SelectMany(SentTypes).All(BuiltInShapes.Contains);
        return new(isBuiltIn ? JsonMetadata.BuiltIn : JsonMetadata.Reflection, null, naming);
    }

    private static string? Refuse(ITypeSymbol? context, Compilation compilation) => context switch
    {
        null => "is no type",
        _ when !KnownSymbols.IsJsonContext(context) => "is no JsonSerializerContext",
        INamedTypeSymbol { IsUnboundGenericType: true } => "is generic",
        { IsAbstract: true } => "is abstract",
        _ when !compilation.IsSymbolAccessibleWithin(context, compilation.Assembly) => "cannot be reached from generated code",
        _ => null,
    };

    private static string Naming(TypedConstant value)
    {
        var name = value.Type?.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, value.Value))?.Name;
        return name is null ? $"({KnownSymbols.ComputeNaming})({Convert.ToString(value.Value, CultureInfo.InvariantCulture)})" : $"{KnownSymbols.ComputeNaming}.{name}";
    }

    private static IEnumerable<ITypeSymbol> SentTypes(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (KnownSymbols.IsCancellationToken(parameter.Type) || KnownSymbols.IsMapOptions(parameter.Type))
            {
                continue;
            }

            if (MapParser.IsEach(parameter) && MapParser.ElementOf(parameter.Type) is { } item)
            {
                yield return item;
                continue;
            }

            yield return (parameter.IsParams, parameter.Type) switch
            {
                (true, IArrayTypeSymbol array) => array.ElementType,
                (true, INamedTypeSymbol { TypeArguments: [var element] }) => element,
                _ => parameter.Type,
            };
        }

        if (MapParser.ResultOf(method.ReturnType) is { } mapped)
        {
            yield return mapped;
        }
        else if (method.ReturnType is INamedTypeSymbol { TypeArguments: [var result] })
        {
            yield return result;
        }
    }
}
