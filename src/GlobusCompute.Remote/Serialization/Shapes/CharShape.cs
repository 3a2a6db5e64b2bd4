using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>One UTF-16 unit as text of one character.</summary>
internal sealed class CharShape : Shape<char>
{
    public override void WriteTo(JsonBuffer output, char value) => output.Text(new ReadOnlySpan<char>(in value));

    public override bool IsScalar => true;

    public override void PickleTo(PickleBuffer output, char value) => output.Text(new ReadOnlySpan<char>(in value));

    public override void WriteKey(JsonBuffer output, char key) => WriteTo(output, key);

    public override char ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && !TolerantJson.TryGetNonFinite(ref reader, out _) && ReadJson.Text(ref reader) is [var only]
            ? only
            : throw ReadJson.Misfit(ref reader, "text of one character (char)");

    public override char ReadKey(ref Utf8JsonReader reader) =>
        ReadJson.Text(ref reader) is [var only] ? only : throw new ShapeException($"The key \"{ReadJson.Text(ref reader)}\" is not one character (char).");

    public override char FromPython(PythonValue value, PythonReading reading) =>
        value is PythonString { Value: [var only] } ? only : throw PythonMisfit.Of(value, "text of one character (char)");
}
