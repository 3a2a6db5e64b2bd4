using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>An exception by value. JSON has none.</summary>
internal sealed class PythonErrorShape : Shape<PythonError?>
{
    private const string Wanted = "an exception (PythonError)";

    public override void WriteTo(JsonBuffer output, PythonError? value) => throw new ShapeException("A PythonError is what a function gave. Pass its text.");

    public override PythonError? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? null : throw ReadJson.Misfit(ref reader, Wanted, " JSON has none.");

    // Whether the class is an exception is known of Python's own alone; who asks for one gets any other class's object, too.
    public override PythonError? FromPython(PythonValue value, PythonReading reading) =>
        value.IsNone ? null : value is PythonObject error ? new PythonError(error) : throw PythonMisfit.Of(value, Wanted);
}
