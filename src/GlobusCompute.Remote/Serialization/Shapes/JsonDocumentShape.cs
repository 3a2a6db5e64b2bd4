using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

internal sealed class JsonDocumentShape : Shape<JsonDocument?>
{
    public override void WriteTo(JsonBuffer output, JsonDocument? value)
    {
        if (value is null)
        {
            output.Null();
        }
        else
        {
            DomText.WriteLive(output, value.RootElement);
        }
    }

    public override JsonDocument? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        DomText.ChargeDocument(reader);
        var document = JsonDocument.ParseValue(ref reader);
        DomText.RefuseNonFinite(document.RootElement);
        return document;
    }

    public override JsonDocument? FromPython(PythonValue value, PythonReading reading)
    {
        if (value.IsNone)
        {
            return null;
        }

        return JsonOfPython.Read(value, reading, (ref Utf8JsonReader reader) => ReadFrom(ref reader, reading.Options));
    }
}
