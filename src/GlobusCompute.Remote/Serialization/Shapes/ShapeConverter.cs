using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>A shape inside types of the app.</summary>
internal sealed class ShapeConverter<T>(Shape<T> shape) : JsonConverter<T>
{
    public override bool HandleNull => true;

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        var buffer = JsonBuffer.RentBelow(writer, options);
        try
        {
            shape.WriteTo(buffer, value);
            writer.WriteRawValue(buffer.Written, skipInputValidation: true);
        }
        finally
        {
            JsonBuffer.GiveBack(buffer);
        }
    }

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PythonReading.TryTakeCell(ref reader, out var cells, out var at, out var rows) ? shape.FromCell(cells, at, rows)
        : PythonReading.TryTake(ref reader, out var value, out var reading) ? shape.FromPython(value, reading) : shape.ReadFrom(ref reader, options);

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => shape.ReadKey(ref reader);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, [DisallowNull] T value, JsonSerializerOptions options)
    {
        if (typeof(T) != typeof(string))
        {
            JsonBuffer.Serializing?.ExpectInexact();
        }

        var buffer = JsonBuffer.RentBelow(writer, options);
        try
        {
            shape.WriteKey(buffer, value);
            var content = buffer.Written[1..^1];

            // The writer takes no escaped names. It would turn a lone surrogate into U+FFFD, so such a key is refused here.
            if (content.Contains((byte)'\\'))
            {
                var name = JsonStringText.ToText(content, hasEscapes: true);
                ReadJson.RefuseLoneSurrogate(name);
                writer.WritePropertyName(name);
            }
            else
            {
                writer.WritePropertyName(content);
            }
        }
        finally
        {
            JsonBuffer.GiveBack(buffer);
        }
    }
}
