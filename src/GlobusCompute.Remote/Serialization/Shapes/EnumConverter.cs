using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Shared.Text;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>
/// Enums: written as their number, also as keys; read from a number, or from a name spelled as declared, in snake_case or in any case. One converter for all,
/// since an enum of the app cannot be a type argument here without reflection. An enum with a converter of its own keeps it.
/// </summary>
/// <param name="app">The app's context. An enum that it writes as text, as its options may say, is left to it.</param>
internal sealed class EnumConverter(JsonSerializerContext? app = null) : JsonConverter<object>
{
    private static readonly ConditionalWeakTable<Type, (string Name, string? Written)[]> s_names = [];

    public static EnumConverter Instance { get; } = new();

    // Nullable enums as well: the metadata of the app would ask for a converter of the very type.
    public override bool CanConvert(Type typeToConvert) =>
        EnumOf(typeToConvert) is { IsEnum: true } type && !type.IsDefined(typeof(JsonConverterAttribute), inherit: false) && !IsTextTo(app, type);

    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options) =>
        writer.WriteRawValue(Number(value), skipInputValidation: true);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, object value, JsonSerializerOptions options) => writer.WritePropertyName(Number(value));

    public override object Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        object? value = null;
        if (reader.TokenType == JsonTokenType.String && !TolerantJson.TryGetNonFinite(ref reader, out _))
        {
            value = Named(EnumOf(typeToConvert), ReadJson.Text(ref reader));
        }
        else if (ReadJson.IsInteger(ref reader))
        {
            value = Numbered(EnumOf(typeToConvert), reader.ValueSpan);
        }

        return value ?? throw ReadJson.Misfit(ref reader, Wanted(EnumOf(typeToConvert)));
    }

    public override object ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = ReadJson.Text(ref reader);
        return Named(typeToConvert, text)
            ?? Numbered(typeToConvert, System.Text.Encoding.UTF8.GetBytes(text))
            ?? throw new ShapeException($"The key \"{text}\" is not {Wanted(EnumOf(typeToConvert))}.");
    }

    private static bool IsTextTo(JsonSerializerContext? app, Type type) =>
        app?.GetTypeInfo(type) is { } info && Enum.GetNames(type) is [var name, ..]
        && JsonSerializer.SerializeToUtf8Bytes(Enum.Parse(type, name), info) is [(byte)'"', ..];

    private static Type EnumOf(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static string Number(object value) => ((Enum)value).GetTypeCode() == TypeCode.UInt64
        ? Convert.ToUInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
        : Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);

    private static object? Named(Type type, string text)
    {
        string? loose = null;
        foreach (var (name, written) in s_names.GetValue(type, NamesOf))
        {
            if (name == text || written == text)
            {
                return Enum.Parse(type, name);
            }

            if (string.Equals(
                    name.Replace("_", "", StringComparison.Ordinal),
                    text.Replace("_", "", StringComparison.Ordinal),
                    StringComparison.OrdinalIgnoreCase))
            {
                loose = loose is null ? name : throw new ShapeException($"The text \"{text}\" may mean {TypeNames.Of(type)}.{loose} or "
                    + $"{TypeNames.Of(type)}.{name}. Return it spelled as declared.");
            }
        }

        return loose is not null ? Enum.Parse(type, loose)
            : text.Contains(", ", StringComparison.Ordinal) && type.IsDefined(typeof(FlagsAttribute), inherit: false) ? Flags(type, text.Split(", "))
            : null;
    }

    // "A, B", as System.Text.Json writes and reads flags.
    private static object? Flags(Type type, string[] names)
    {
        var bits = 0UL;
        foreach (var name in names)
        {
            if (Named(type, name) is not { } flag)
            {
                return null;
            }

            bits |= ((Enum)flag).GetTypeCode() == TypeCode.UInt64
                ? Convert.ToUInt64(flag, CultureInfo.InvariantCulture)
                : unchecked((ulong)Convert.ToInt64(flag, CultureInfo.InvariantCulture));
        }

        return Enum.ToObject(type, bits);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The fields of an enum stay with it.")]
    private static (string Name, string? Written)[] NamesOf(Type type) =>
        Array.ConvertAll(
            Enum.GetNames(type), name => (name, type.GetField(name)?.GetCustomAttribute<JsonStringEnumMemberNameAttribute>(inherit: false)?.Name));

    private static object? Numbered(Type type, ReadOnlySpan<byte> digits) => Type.GetTypeCode(Enum.GetUnderlyingType(type)) switch
    {
        TypeCode.SByte when TryParse<sbyte>(digits, out var v) => Enum.ToObject(type, v),
        TypeCode.Byte when TryParse<byte>(digits, out var v) => Enum.ToObject(type, v),
        TypeCode.Int16 when TryParse<short>(digits, out var v) => Enum.ToObject(type, v),
        TypeCode.UInt16 when TryParse<ushort>(digits, out var v) => Enum.ToObject(type, v),
        TypeCode.Int32 when TryParse<int>(digits, out var v) => Enum.ToObject(type, v),
        TypeCode.UInt32 when TryParse<uint>(digits, out var v) => Enum.ToObject(type, v),
        TypeCode.Int64 when TryParse<long>(digits, out var v) => Enum.ToObject(type, v),
        TypeCode.UInt64 when TryParse<ulong>(digits, out var v) => Enum.ToObject(type, v),
        _ => null,
    };

    private static bool TryParse<T>(ReadOnlySpan<byte> digits, out T value)
        where T : System.Numerics.INumberBase<T> => T.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value!);

    private static string Wanted(Type type)
    {
        var names = Enum.GetNames(type);
        var some = string.Join(", ", names.Take(8));
        return $"{Article.With(TypeNames.Of(type))} ({some}{(names.Length > 8 ? ", …" : "")}, or its number)";
    }
}
