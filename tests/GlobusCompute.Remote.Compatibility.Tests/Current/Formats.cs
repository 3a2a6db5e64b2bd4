using System.Buffers;
using System.Buffers.Binary;
using GlobusCompute.Remote.Serialization;

namespace Lab;

/// <summary>An argument and a result in a format of the app's own.</summary>
public interface IFormats
{
    [ComputeFunction(Source = "def half(angle):\n    return angle / 2\n")]
    ComputeFuture<Degrees> Half(Degrees angle);
}

[ComputeFormat(typeof(DegreesFormat))]
public sealed record Degrees(double Value);

[PythonAdapter(
    "degrees",
    """
    def decode(data):
        import struct
        return struct.unpack("<d", data)[0]

    def encode(value):
        import struct
        return struct.pack("<d", value)
    """)]
public sealed class DegreesFormat : ComputeFormat<Degrees>
{
    public override void WriteValue(IBufferWriter<byte> output, Degrees value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(output.GetSpan(sizeof(double)), value.Value);
        output.Advance(sizeof(double));
    }

    public override Degrees ReadValue(ReadOnlyMemory<byte> data, ComputeFormatBudget budget) => new(BinaryPrimitives.ReadDoubleLittleEndian(data.Span));
}
