using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Serialization.Pickle;
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
        if (info.Kind is JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary)
        {
            ServeCollection(info);
        }

        if (info.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        if (info.Properties.Count == 0 && HasFields(info.Type))
        {
            Refuse(info);
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

    private static void ServeCollection(JsonTypeInfo info)
    {
        if (Structures.IsPickled(info.Type))
        {
            info.OnSerializing = static _ => JsonBuffer.Serializing?.ExpectInexact();
        }
        else if (info.Type.IsValueType)
        {
            info.OnSerializing = static value => ExpectItems(value);
        }
    }

    // Structures such as ImmutableArray<T> have a default that is not even empty.
    private static void ExpectItems(object value)
    {
        try
        {
            // Memory<T> is a collection to System.Text.Json alone.
            ((value as IEnumerable)?.GetEnumerator() as IDisposable)?.Dispose();
        }
        catch (Exception e) when (e is InvalidOperationException or NullReferenceException)
        {
            throw new ShapeException(
                $"The {TypeNames.Of(value.GetType())} is the default of its type: it was never given a value. Pass one, or an empty one.", e);
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A field that was trimmed has no value to lose.")]
    private static bool HasFields(Type type) => type.GetFields(BindingFlags.Instance | BindingFlags.Public).Length > 0;

    /// <summary>Refuses a type all of whose values would become <c>{}</c>.</summary>
    private static void Refuse(JsonTypeInfo info)
    {
        var why = $"{TypeNames.Of(info.Type)} keeps its values in public fields, which are left out, and has no properties. Make them properties, or put "
            + "[JsonInclude] on them. In place of a type that is not yours, use a record of its values.";
        info.OnSerializing = _ => throw new ShapeException(why);
        info.OnDeserializing = _ => throw new ShapeException(why);
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
