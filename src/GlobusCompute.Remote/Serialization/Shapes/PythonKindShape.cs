using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>One kind of Python value, which JSON has no form for.</summary>
internal sealed class PythonKindShape<T>(string wanted) : Shape<T?>
    where T : PythonValue
{
    public override void WriteTo(JsonBuffer output, T? value) => BuiltIn<PythonValue>.Shape!.WriteTo(output, value!);

    public override T? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? null : throw ReadJson.Misfit(ref reader, wanted, " JSON has none.");

    public override T? FromPython(PythonValue value, PythonReading reading) => value.IsNone ? null : value as T ?? throw PythonMisfit.Of(value, wanted);
}
