using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Json;

/// <summary>Writes and reads <see cref="Tuple{T1, T2}"/> and its like as the value tuples of the same elements.</summary>
internal static class ReferenceTuples
{
    private const int MaxElements = 7;

    private static readonly MethodInfo[] s_infos =
    [
        .. typeof(ReferenceTuples).GetMethods(BindingFlags.NonPublic | BindingFlags.Static)
            .Where(static method => method.Name == nameof(Info))
            .OrderBy(static method => method.GetGenericArguments().Length),
    ];

    /// <summary>The metadata of a tuple, or null for all other types.</summary>
    /// <exception cref="ShapeException">The tuple has more than 7 elements.</exception>
    [RequiresUnreferencedCode("The types of a tuple's elements are known at run time only.")]
    [RequiresDynamicCode("The types of a tuple's elements are known at run time only.")]
    public static JsonTypeInfo? Find(Type type, JsonSerializerOptions options)
    {
        if (!type.IsGenericType || type.Namespace != nameof(System) || !type.Name.StartsWith("Tuple`", StringComparison.Ordinal))
        {
            return null;
        }

        var elements = type.GetGenericArguments();
        return elements.Length <= MaxElements
            ? (JsonTypeInfo)s_infos[elements.Length - 1].MakeGenericMethod(elements).Invoke(null, [options])!
            : throw new ShapeException($"A tuple of more than {MaxElements} elements cannot be sent or read; make it a record or a list.");
    }

    private static JsonTypeInfo<Tuple<T1>> Info<T1>(JsonSerializerOptions options) =>
        Of<Tuple<T1>, ValueTuple<T1>>(options, static tuple => tuple.ToValueTuple(), static value => value.ToTuple());

    private static JsonTypeInfo<Tuple<T1, T2>> Info<T1, T2>(JsonSerializerOptions options) =>
        Of<Tuple<T1, T2>, (T1, T2)>(options, static tuple => tuple.ToValueTuple(), static value => value.ToTuple());

    private static JsonTypeInfo<Tuple<T1, T2, T3>> Info<T1, T2, T3>(JsonSerializerOptions options) =>
        Of<Tuple<T1, T2, T3>, (T1, T2, T3)>(options, static tuple => tuple.ToValueTuple(), static value => value.ToTuple());

    private static JsonTypeInfo<Tuple<T1, T2, T3, T4>> Info<T1, T2, T3, T4>(JsonSerializerOptions options) =>
        Of<Tuple<T1, T2, T3, T4>, (T1, T2, T3, T4)>(options, static tuple => tuple.ToValueTuple(), static value => value.ToTuple());

    private static JsonTypeInfo<Tuple<T1, T2, T3, T4, T5>> Info<T1, T2, T3, T4, T5>(JsonSerializerOptions options) =>
        Of<Tuple<T1, T2, T3, T4, T5>, (T1, T2, T3, T4, T5)>(options, static tuple => tuple.ToValueTuple(), static value => value.ToTuple());

    private static JsonTypeInfo<Tuple<T1, T2, T3, T4, T5, T6>> Info<T1, T2, T3, T4, T5, T6>(JsonSerializerOptions options) =>
        Of<Tuple<T1, T2, T3, T4, T5, T6>, (T1, T2, T3, T4, T5, T6)>(options, static tuple => tuple.ToValueTuple(), static value => value.ToTuple());

    private static JsonTypeInfo<Tuple<T1, T2, T3, T4, T5, T6, T7>> Info<T1, T2, T3, T4, T5, T6, T7>(JsonSerializerOptions options) =>
        Of<Tuple<T1, T2, T3, T4, T5, T6, T7>, (T1, T2, T3, T4, T5, T6, T7)>(options, static tuple => tuple.ToValueTuple(), static value => value.ToTuple());

    private static JsonTypeInfo<TTuple> Of<TTuple, TValue>(JsonSerializerOptions options, Func<TTuple, TValue> toValue, Func<TValue, TTuple> toTuple)
        where TTuple : class
        where TValue : struct => JsonMetadataServices.CreateValueInfo<TTuple>(options, new Converter<TTuple, TValue>(toValue, toTuple));

    private sealed class Converter<TTuple, TValue>(Func<TTuple, TValue> toValue, Func<TValue, TTuple> toTuple) : JsonConverter<TTuple>
        where TTuple : class
        where TValue : struct
    {
        public override TTuple Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            toTuple(JsonSerializer.Deserialize(ref reader, InfoOf(options)));

        public override void Write(Utf8JsonWriter writer, TTuple value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, toValue(value), InfoOf(options));

        private static JsonTypeInfo<TValue> InfoOf(JsonSerializerOptions options) => (JsonTypeInfo<TValue>)options.GetTypeInfo(typeof(TValue));
    }
}
