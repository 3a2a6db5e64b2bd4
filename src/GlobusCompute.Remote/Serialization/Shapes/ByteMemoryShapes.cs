using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

internal sealed class MemoryShape() : RefusedShape<Memory<byte>>(Refusals.Bytes)
{
    public override bool IsScalar => true;

    public override void PickleTo(PickleBuffer output, Memory<byte> value) => output.Bytes(value.Span);

    /// <summary>From base64 text or a list of numbers, as byte[].</summary>
    public override Memory<byte> ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        BuiltIn<byte[]>.Shape!.ReadFrom(ref reader, options) ?? throw ReadJson.Misfit(ref reader, "bytes (Memory<byte>)");

    public override Memory<byte> FromPython(PythonValue value, PythonReading reading) =>
        BuiltIn<byte[]>.Shape!.FromPython(value, reading) ?? throw PythonMisfit.Of(value, "bytes (Memory<byte>)");
}

internal sealed class ReadOnlyMemoryShape() : RefusedShape<ReadOnlyMemory<byte>>(Refusals.Bytes)
{
    public override bool IsScalar => true;

    public override void PickleTo(PickleBuffer output, ReadOnlyMemory<byte> value) => output.Bytes(value.Span);

    /// <summary>From base64 text or a list of numbers, as byte[].</summary>
    public override ReadOnlyMemory<byte> ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        BuiltIn<byte[]>.Shape!.ReadFrom(ref reader, options) ?? throw ReadJson.Misfit(ref reader, "bytes (ReadOnlyMemory<byte>)");

    public override ReadOnlyMemory<byte> FromPython(PythonValue value, PythonReading reading) =>
        BuiltIn<byte[]>.Shape!.FromPython(value, reading) ?? throw PythonMisfit.Of(value, "bytes (ReadOnlyMemory<byte>)");
}
