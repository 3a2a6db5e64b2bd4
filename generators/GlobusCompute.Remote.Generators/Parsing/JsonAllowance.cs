using GlobusCompute.Remote.Generators.CSharp;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>What the <c>JsonSerializerContext</c> of an interface may add to the types that can be sent and read.</summary>
/// <param name="HasConverters">Whether it may have converters, so that nothing is known of the types that these are for.</param>
/// <param name="IncludesFields">Whether it includes public fields.</param>
internal readonly record struct JsonAllowance(bool HasConverters, bool IncludesFields)
{
    public static JsonAllowance Of(INamedTypeSymbol type, KnownSymbols known)
    {
        if (JsonParser.FindAttribute(type, known)?.ConstructorArguments is not [{ Value: INamedTypeSymbol context }])
        {
            return default;
        }

        var options = context.GetAttributes().FirstOrDefault(static data => data.AttributeClass is { Name: "JsonSourceGenerationOptionsAttribute" });
        var isWrittenByHand = !context.GetAttributes().Any(known.IsJsonSerializable);
        return new(
            isWrittenByHand || options?.NamedArguments.Any(static argument => argument.Key == "Converters") == true,
            isWrittenByHand || options?.NamedArguments.Any(static argument => argument is { Key: "IncludeFields", Value.Value: true }) == true);
    }
}
