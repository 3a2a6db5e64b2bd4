using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

internal sealed class UriShape : Shape<Uri?>
{
    public override bool IsScalar => true;

    public override void WriteTo(JsonBuffer output, Uri? value)
    {
        if (value is null)
        {
            output.Null();
        }
        else
        {
            output.Text(value.OriginalString);
        }
    }

    public override Uri? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String when !TolerantJson.TryGetNonFinite(ref reader, out _)
            && Uri.TryCreate(ReadJson.Text(ref reader), UriKind.RelativeOrAbsolute, out var uri) => uri,
        _ => throw ReadJson.Misfit(ref reader, "a URI as text"),
    };

    public override Uri? FromPython(PythonValue value, PythonReading reading) => value switch
    {
        { IsNone: true } => null,
        PythonString text when Looked(text, reading) && Uri.TryCreate(text.Value, UriKind.RelativeOrAbsolute, out var uri) => uri,
        _ => throw PythonMisfit.Of(value, "a URI as text"),
    };

    // Each time, and much is made of it.
    private static bool Looked(PythonString text, PythonReading reading)
    {
        reading.Charge(128 + (4L * text.Value.Length));
        reading.Work(16 + text.Value.Length);
        return true;
    }
}
