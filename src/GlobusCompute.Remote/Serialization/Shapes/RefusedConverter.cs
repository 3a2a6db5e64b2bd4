using System.Text.Json;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Shared.Text;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>Refuses types that JSON has no form for, where no converter of the app has one: open families, types that would lose their value, grids.</summary>
internal sealed class RefusedConverter : JsonConverter<object>
{
    public override bool CanConvert(Type typeToConvert) => Why(typeToConvert) is not null;

    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
    {
        var type = value.GetType();
        if (IsGrid(type))
        {
            JsonBuffer.Serializing?.ExpectInexact();
        }

        throw new ShapeException(Why(type) ?? $"{TypeNames.Of(type)} cannot be sent.");
    }

    public override void WriteAsPropertyName(Utf8JsonWriter writer, object value, JsonSerializerOptions options) => Write(writer, value, options);

    public override object Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw ReadJson.Misfit(
            ref reader,
            Article.With(TypeNames.Of(typeToConvert)),
            $" {(IsGrid(typeToConvert) ? $"Use {TypeNames.Of(typeof(PythonValue))}, or nested lists." : "JSON has no form for it.")}");

    private static bool IsGrid(Type type) => type.IsVariableBoundArray;

    private static string? Why(Type type) => Refusals.WhyFamily(type) ?? (IsGrid(type) ? Refusals.Grid : Refusals.WhyLost(type));
}
