using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace GlobusCompute.Remote.Proxies;

/// <summary>For generated code: metadata of types that were generated with a proxy, made without reflection.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ProxyJson
{
    /// <summary>Creates the metadata of a record.</summary>
    /// <param name="options">The options that ask.</param>
    /// <param name="create">Makes one from the values of all properties, in their order.</param>
    /// <param name="properties">The properties.</param>
    /// <typeparam name="T">The record.</typeparam>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static JsonTypeInfo Record<T>(JsonSerializerOptions options, Func<object?[], T> create, params ProxyProperty[] properties)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(properties);
        return JsonMetadataServices.CreateObjectInfo(options, new JsonObjectInfoValues<T>
        {
            ObjectWithParameterizedConstructorCreator = values => create(values!),
            PropertyMetadataInitializer = _ => System.Array.ConvertAll(properties, property => property.CreateInfo(options)),
            ConstructorParameterMetadataInitializer = () => [.. properties.Select((property, i) => property.CreateParameter(i))],
        });
    }

    /// <summary>Creates the metadata of a tuple, whose elements are set one by one.</summary>
    /// <param name="options">The options that ask.</param>
    /// <param name="elements">The elements, named as C# names the fields.</param>
    /// <typeparam name="T">The tuple.</typeparam>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static JsonTypeInfo Tuple<T>(JsonSerializerOptions options, params ProxyProperty[] elements)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(elements);
        return Converted<T>(options) ?? JsonMetadataServices.CreateObjectInfo(options, new JsonObjectInfoValues<T>
        {
            ObjectCreator = static () => default,
            PropertyMetadataInitializer = _ => System.Array.ConvertAll(elements, element => element.CreateInfo(options)),
        });
    }

    /// <summary>Creates the metadata of an enum whose members are written by their Python names.</summary>
    /// <param name="options">The options that ask.</param>
    /// <typeparam name="T">The enum.</typeparam>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public static JsonTypeInfo NamedEnum<T>(JsonSerializerOptions options)
        where T : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(options);
        var converter = new JsonStringEnumConverter<T>(namingPolicy: null, allowIntegerValues: false).CreateConverter(typeof(T), options)!;
        return JsonMetadataServices.CreateValueInfo<T>(options, converter);
    }

    /// <summary>Creates the metadata of an enum whose members are written as numbers.</summary>
    /// <param name="options">The options that ask.</param>
    /// <typeparam name="T">The enum.</typeparam>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public static JsonTypeInfo NumberedEnum<T>(JsonSerializerOptions options)
        where T : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(options);
        return Converted<T>(options) ?? JsonMetadataServices.CreateValueInfo<T>(options, JsonMetadataServices.GetEnumConverter<T>(options));
    }

    /// <summary>Creates the metadata of a value type that may be null.</summary>
    /// <param name="options">The options that ask.</param>
    /// <typeparam name="T">The value type.</typeparam>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public static JsonTypeInfo Nullable<T>(JsonSerializerOptions options)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(options);
        return Converted<T?>(options) ?? JsonMetadataServices.CreateValueInfo<T?>(options, JsonMetadataServices.GetNullableConverter<T>(options));
    }

    /// <summary>Creates the metadata of an array.</summary>
    /// <param name="options">The options that ask.</param>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public static JsonTypeInfo Array<T>(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Converted<T[]>(options) ?? JsonMetadataServices.CreateArrayInfo(options, new JsonCollectionInfoValues<T[]> { ElementInfo = PartOf<T>(options) });
    }

    /// <summary>Creates the metadata of a set.</summary>
    /// <param name="options">The options that ask.</param>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public static JsonTypeInfo Set<T>(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Converted<HashSet<T>>(options)
            ?? JsonMetadataServices.CreateISetInfo<HashSet<T>, T>(
                options, new JsonCollectionInfoValues<HashSet<T>> { ObjectCreator = static () => [], ElementInfo = PartOf<T>(options) });
    }

    /// <summary>Creates the metadata of a dictionary.</summary>
    /// <param name="options">The options that ask.</param>
    /// <typeparam name="TKey">The keys' type.</typeparam>
    /// <typeparam name="TValue">The values' type.</typeparam>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public static JsonTypeInfo Dictionary<TKey, TValue>(JsonSerializerOptions options)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(options);
        return Converted<Dictionary<TKey, TValue>>(options)
            ?? JsonMetadataServices.CreateDictionaryInfo<Dictionary<TKey, TValue>, TKey, TValue>(
                options, new JsonCollectionInfoValues<Dictionary<TKey, TValue>>
                {
                    ObjectCreator = static () => [],
                    KeyInfo = PartOf<TKey>(options),
                    ElementInfo = PartOf<TValue>(options),
                });
    }

    /// <summary>Metadata of a part of another type where the library converts it; else null, and System.Text.Json looks it up by itself.</summary>
    internal static JsonTypeInfo<T> PartOf<T>(JsonSerializerOptions options) => Converted<T>(options)!;

    // The library's own converters, of tuples in JSON and of all that is pickled, come before metadata, as under System.Text.Json.
    private static JsonTypeInfo<T>? Converted<T>(JsonSerializerOptions options)
    {
        foreach (var converter in options.Converters)
        {
            if (converter.CanConvert(typeof(T)))
            {
                var own = converter is JsonConverterFactory factory ? factory.CreateConverter(typeof(T), options)! : converter;
                return JsonMetadataServices.CreateValueInfo<T>(options, own);
            }
        }

        return null;
    }
}
