using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Serialization.Json;

/// <summary>A member that System.Text.Json writes and reads alone, since its attributes speak of what only converters of its own do.</summary>
internal sealed class AloneConverter(Type type, JsonSerializerOptions alone, JsonSerializerOptions withNamedNumbers) : JsonConverter<object>
{
    /// <summary>Whether a type is a number, or a collection or dictionary of numbers, as System.Text.Json sees it: not one of collections.</summary>
    public static bool HoldsNumbers(Type type) => IsNumber(type) || (ElementOf(type) is { } element && IsNumber(element));

    public override bool CanConvert(Type typeToConvert) => typeToConvert == type;

    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, alone.GetTypeInfo(type));

    public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return JsonSerializer.Deserialize(ref reader, alone.GetTypeInfo(type));
        }

        // NaN and the infinities of Python are told by the names that System.Text.Json has for them.
        using var document = JsonDocument.ParseValue(ref reader);
        var text = JsonMarshal.GetRawUtf8Value(document.RootElement);
        return text.Contains(TolerantJson.NanToken[0])
            ? JsonSerializer.Deserialize(TolerantJson.Named(text), withNamedNumbers.GetTypeInfo(type))
            : JsonSerializer.Deserialize(text, alone.GetTypeInfo(type));
    }

    private static bool IsNumber(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var plain
        && (Type.GetTypeCode(plain) is >= TypeCode.SByte and <= TypeCode.Decimal && !plain.IsEnum
            || plain == typeof(Half) || plain == typeof(Int128) || plain == typeof(UInt128));

    // Known by their arguments: the element is the last of them, of a dictionary, too.
    private static Type? ElementOf(Type type) => type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.IsAssignableTo(typeof(System.Collections.IEnumerable)) ? type.GetGenericArguments()[^1]
        : null;
}
