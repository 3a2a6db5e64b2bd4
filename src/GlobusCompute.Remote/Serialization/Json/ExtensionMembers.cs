using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Json;

/// <summary>
/// The place for the rest of an object's members, [JsonExtensionData]. System.Text.Json takes a dictionary for one only with its own converter, and those of
/// the library's types are the library's; so it sees the place through a type that has System.Text.Json's.
/// </summary>
internal static class ExtensionMembers
{
    /// <summary>Gets the metadata of such places as they read and write JSON.</summary>
    public static IJsonTypeInfoResolver OfJson { get; } = new Resolver(isPickled: false);

    /// <summary>Gets the metadata of such places whose values are pickled beside the JSON text.</summary>
    public static IJsonTypeInfoResolver OfPickles { get; } = new Resolver(isPickled: true);

    /// <summary>Whether the place is seen that way.</summary>
    public static bool Covers(Type type) =>
        type == typeof(ExtensionMembers<JsonElement>) || type == typeof(ExtensionMembers<object?>) || type == typeof(ExtensionMembers<JsonNode?>);

    /// <summary>The member in place of the one that the app has, or null when System.Text.Json copes with it.</summary>
    public static JsonPropertyInfo? Replace(JsonPropertyInfo property, JsonTypeInfo info) => property.PropertyType switch
    {
        var type when type == typeof(Dictionary<string, JsonElement>) || type == typeof(IDictionary<string, JsonElement>) =>
            Replace<JsonElement>(property, info),
        var type when type == typeof(Dictionary<string, object>) || type == typeof(IDictionary<string, object>) =>
            Replace<object?>(property, info),
        var type when type == typeof(JsonObject) => Replace<JsonNode?>(property, info),
        _ => null,
    };

    private static JsonTypeInfo<ExtensionMembers<T>> InfoOf<T>(JsonSerializerOptions options, bool isPickled, Func<IDictionary<string, T>> make)
    {
        var shape = new ExtensionValueShape<T>();
        JsonConverter values = isPickled ? new PickledShapeConverter<object?>(shape) : new ShapeConverter<object?>(shape);
        return JsonMetadataServices.CreateIDictionaryInfo<ExtensionMembers<T>, string, object?>(
            options,
            new JsonCollectionInfoValues<ExtensionMembers<T>>
            {
                ObjectCreator = () => new ExtensionMembers<T>(make()),
                ElementInfo = JsonMetadataServices.CreateValueInfo<object?>(options, values),
            });
    }

    private static JsonPropertyInfo Replace<T>(JsonPropertyInfo property, JsonTypeInfo info)
    {
        var (get, set) = (property.Get, property.Set);
        return JsonMetadataServices.CreatePropertyInfo(info.Options, new JsonPropertyInfoValues<ExtensionMembers<T>>
        {
            IsProperty = true,
            IsPublic = true,
            DeclaringType = info.Type,
            PropertyName = property.Name,
            JsonPropertyName = property.Name,
            IsExtensionData = true,
            Getter = owner => get?.Invoke(owner) is IDictionary<string, T> there ? new ExtensionMembers<T>(there) : null,
            Setter = set is null ? null : (owner, value) => set(owner, value?.Target),
        });
    }

    /// <summary>Metadata of the types by which places are seen.</summary>
    private sealed class Resolver(bool isPickled) : IJsonTypeInfoResolver
    {
        public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) => type switch
        {
            _ when type == typeof(ExtensionMembers<JsonElement>) => InfoOf(options, isPickled, static () => new Dictionary<string, JsonElement>()),
            _ when type == typeof(ExtensionMembers<object?>) => InfoOf(options, isPickled, static () => new Dictionary<string, object?>()),
            _ when type == typeof(ExtensionMembers<JsonNode?>) => InfoOf<JsonNode?>(options, isPickled, static () => new JsonObject()),
            _ => null,
        };
    }
}

/// <summary>One dictionary seen as another, whose values may be any.</summary>
internal sealed class ExtensionMembers<T>(IDictionary<string, T> target) : IDictionary<string, object?>
{
    // To System.Text.Json a null is none of the dictionary's values; to a dictionary of documents it is.
    private static readonly JsonElement s_null = JsonElement.Parse("null"u8);

    public IDictionary<string, T> Target => target;

    public ICollection<string> Keys => target.Keys;

    public ICollection<object?> Values => [.. target.Values];

    public int Count => target.Count;

    public bool IsReadOnly => target.IsReadOnly;

    public object? this[string key]
    {
        get => target[key];
        set => target[key] = ValueOf(value);
    }

    public void Add(string key, object? value) => target.Add(key, ValueOf(value));

    public void Add(KeyValuePair<string, object?> item) => Add(item.Key, item.Value);

    public void Clear() => target.Clear();

    public bool Contains(KeyValuePair<string, object?> item) => TryGetValue(item.Key, out var value) && Equals(value, item.Value);

    public bool ContainsKey(string key) => target.ContainsKey(key);

    public void CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex)
    {
        foreach (var item in this)
        {
            array[arrayIndex++] = item;
        }
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        foreach (var item in target)
        {
            yield return new(item.Key, item.Value);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Remove(string key) => target.Remove(key);

    public bool Remove(KeyValuePair<string, object?> item) => Contains(item) && Remove(item.Key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        var found = target.TryGetValue(key, out var its);
        value = its;
        return found;
    }

    private static T ValueOf(object? value) => value is null && typeof(T) == typeof(JsonElement) ? (T)(object)s_null : (T)value!;
}
