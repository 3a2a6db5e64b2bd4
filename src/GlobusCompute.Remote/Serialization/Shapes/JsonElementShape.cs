using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>JSON documents of System.Text.Json. They have no NaN or infinity: a result with one is refused.</summary>
internal sealed class JsonElementShape : Shape<JsonElement>
{
    public override void WriteTo(JsonBuffer output, JsonElement value) => DomText.WriteLive(output, value);

    public override JsonElement ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) => DomText.Read(ref reader);

    public override JsonElement FromPython(PythonValue value, PythonReading reading) =>
        JsonOfPython.Read(value, reading, static (ref Utf8JsonReader reader) => DomText.Read(ref reader));
}
