using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Json;

/// <summary>
/// What the attributes of an app's type mean, where System.Text.Json itself can only do it with converters of its own: the rest of the members, numbers as
/// text, and collections that are added to. All other attributes it serves whatever the converters are.
/// </summary>
internal static class AppContract
{
    private const JsonNumberHandling Named = JsonNumberHandling.AllowNamedFloatingPointLiterals;

    /// <summary>The same metadata with such members made to work.</summary>
    public static IJsonTypeInfoResolver? Serving(IJsonTypeInfoResolver? resolver) => resolver?.WithAddedModifier(info => Serve(info, resolver));

    private static void Serve(JsonTypeInfo info, IJsonTypeInfoResolver resolver)
    {
        if (info.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        for (var i = 0; i < info.Properties.Count; i++)
        {
            var property = info.Properties[i];
            if (property.IsExtensionData)
            {
                info.Properties[i] = ExtensionMembers.Replace(property, info) ?? property;
            }
            else if (property.CustomConverter is null)
            {
                ServeNumbers(property, info, resolver);
                ServePopulation(property, info);
            }
        }
    }

    private static void ServeNumbers(JsonPropertyInfo property, JsonTypeInfo info, IJsonTypeInfoResolver resolver)
    {
        if ((property.NumberHandling ?? info.NumberHandling ?? JsonNumberHandling.Strict) is var handling
            && handling != JsonNumberHandling.Strict && AloneConverter.HoldsNumbers(property.PropertyType))
        {
            property.CustomConverter = new AloneConverter(property.PropertyType, Alone(handling), Alone(handling | Named));
            property.NumberHandling = JsonNumberHandling.Strict;
        }

        JsonSerializerOptions Alone(JsonNumberHandling numbers) => new() { TypeInfoResolver = resolver, NumberHandling = numbers };
    }

    private static void ServePopulation(JsonPropertyInfo property, JsonTypeInfo info)
    {
        if ((property.ObjectCreationHandling ?? info.PreferredPropertyObjectCreationHandling ?? info.Options.PreferredObjectCreationHandling)
                != JsonObjectCreationHandling.Populate
            || property.Get is not { } get
            || BuiltInShapes.Find(property.PropertyType) is not { CanPopulate: true } shape)
        {
            return;
        }

        var set = property.Set;
        property.ObjectCreationHandling = JsonObjectCreationHandling.Replace;
        property.Set = (owner, value) =>
        {
            if (value is not null && get(owner) is { } there)
            {
                shape.Populate(there, value);
            }
            else if (set is not null)
            {
                set(owner, value);
            }
            else
            {
                throw new ShapeException($"The property {property.Name} of {TypeNames.Of(info.Type)} cannot be set, only added to.");
            }
        };
    }
}
