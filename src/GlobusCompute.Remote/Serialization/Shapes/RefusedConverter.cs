using System.Text.Json;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>Refuses open families of types inside types of the app.</summary>
internal sealed class RefusedConverter : JsonConverter<object>
{
    public override bool CanConvert(Type typeToConvert) => Refusals.WhyFamily(typeToConvert) is not null;

    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options) =>
        throw new ShapeException(Refusals.WhyFamily(value.GetType()) ?? $"{TypeNames.Of(value.GetType())} cannot be sent.");

    public override void WriteAsPropertyName(Utf8JsonWriter writer, object value, JsonSerializerOptions options) => Write(writer, value, options);

    public override object Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw ReadJson.Misfit(ref reader, $"a {TypeNames.Of(typeToConvert)}", " JSON has no form for it.");
}
