using System.Globalization;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>Decides where an interface's JSON metadata comes from.</summary>
internal static class JsonParser
{
    /// <summary>The interface's own <c>[ComputeJson]</c>, or else that of the first base interface that has one.</summary>
    public static AttributeData? FindAttribute(INamedTypeSymbol type, KnownSymbols known) =>
        new[] { type }.Concat(type.AllInterfaces)
            .Select(candidate => known.Find(candidate, KnownSymbols.ComputeJsonAttribute))
            .FirstOrDefault(attribute => attribute is not null);

    /// <summary>The context that the interface's proxy takes metadata from, or null when it takes none from one.</summary>
    public static INamedTypeSymbol? FindContext(INamedTypeSymbol type, Compilation compilation) =>
        FindAttribute(type, KnownSymbols.Of(compilation))?.ConstructorArguments is [{ Value: INamedTypeSymbol context }] && Refuse(context, compilation) is null
            ? context
            : null;

    public static JsonModel Parse(
        INamedTypeSymbol type, AttributeData? attribute, IEnumerable<ISymbol> members, Compilation compilation, ICollection<Problem> problems)
    {
        var known = KnownSymbols.Of(compilation);
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
            problems.Add(Problem.Of(Descriptors.InvalidJsonContext, ProblemLocation.JsonAttribute, CSharpName.OfNested(type), name, reason));
        }

        // Types that are written with the interface bring their metadata along.
        var isWritten = new[] { type }.Concat(type.AllInterfaces).Any(candidate => ModuleParser.IsWrittenHere(candidate, compilation));
        var isBuiltIn = members.OfType<IMethodSymbol>()
            .Where(method => known.IsRemote(method) && !known.IsShell(method))
            .SelectMany(method => JsonTypes(method, known))
            .All(sent => BuiltInShapes.Contains(sent.Type) || (isWritten && IsUnseen(sent.Type)));
        return new(isBuiltIn ? JsonMetadata.BuiltIn : JsonMetadata.Reflection, null, naming);
    }

    private static bool IsUnseen(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Error } => true,
        IArrayTypeSymbol array => IsUnseen(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(IsUnseen),
        _ => false,
    };

    private static string? Refuse(ITypeSymbol? context, Compilation compilation) => context switch
    {
        null => "is not a type",
        _ when !KnownSymbols.Of(compilation).IsJsonContext(context) => "is not a JsonSerializerContext",
        INamedTypeSymbol { IsUnboundGenericType: true } => "is generic",
        { IsAbstract: true } => "is abstract",
        _ when !compilation.IsSymbolAccessibleWithin(context, compilation.Assembly) => "cannot be reached from generated code",
        _ => null,
    };

    private static string Naming(TypedConstant value)
    {
        var name = value.Type?.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, value.Value))?.Name;
        return name is null
            ? $"({KnownSymbols.ComputeNaming})({Convert.ToString(value.Value, CultureInfo.InvariantCulture)})"
            : $"{KnownSymbols.ComputeNaming}.{name}";
    }

    /// <summary>The types that the remote function's proxy sends and gets as JSON, each with the parameter's index, or -1 for the result.</summary>
    public static IEnumerable<(int Parameter, ITypeSymbol Type)> JsonTypes(IMethodSymbol method, KnownSymbols known) => SentTypes(method, known)
        .Where(sent => (sent.Parameter < 0
            ? FormatFinder.Find(method, sent.Type, known)
            : FormatFinder.Find(method.Parameters[sent.Parameter], sent.Type, known)) is null);

    /// <summary>All types that the remote function's proxy sends and gets, each with the parameter's index, or -1 for the result.</summary>
    private static IEnumerable<(int Parameter, ITypeSymbol Type)> SentTypes(IMethodSymbol method, KnownSymbols known)
    {
        for (var i = 0; i < method.Parameters.Length; i++)
        {
            var parameter = method.Parameters[i];
            if (known.IsCancellationToken(parameter.Type) || known.IsMapOptions(parameter.Type))
            {
                continue;
            }

            if (MapParser.IsEach(parameter, known) && MapParser.ElementOf(parameter.Type, known) is { } item)
            {
                yield return (i, item);
            }
            else
            {
                yield return (i, (parameter.IsParams, parameter.Type) switch
                {
                    (true, IArrayTypeSymbol array) => array.ElementType,
                    (true, INamedTypeSymbol { TypeArguments: [var element] }) => element,
                    _ => parameter.Type,
                });
            }
        }

        if (MapParser.ResultOf(method.ReturnType, known) is { } mapped)
        {
            yield return (-1, mapped);
        }
        else if (method.ReturnType is INamedTypeSymbol { TypeArguments: [var result] })
        {
            yield return (-1, result);
        }
    }
}
