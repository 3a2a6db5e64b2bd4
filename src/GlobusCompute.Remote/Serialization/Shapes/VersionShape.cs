using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

internal sealed class VersionShape : Shape<Version?>
{
    public override bool IsScalar => true;

    public override void WriteTo(JsonBuffer output, Version? value)
    {
        if (value is null)
        {
            output.Null();
        }
        else
        {
            output.Text(value.ToString());
        }
    }

    public override Version? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String when !TolerantJson.TryGetNonFinite(ref reader, out _) && Version.TryParse(ReadJson.Text(ref reader), out var version) => version,
        _ => throw ReadJson.Misfit(ref reader, "a version of two to four numbers as text"),
    };

    public override Version? FromPython(PythonValue value, PythonReading reading) => value switch
    {
        { IsNone: true } => null,
        PythonString text when Version.TryParse(text.Value, out var version) => version,
        _ => throw PythonMisfit.Of(value, "a version of two to four numbers as text"),
    };
}
