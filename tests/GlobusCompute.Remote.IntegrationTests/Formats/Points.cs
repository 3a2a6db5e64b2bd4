using System.Buffers;
using System.Buffers.Binary;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.IntegrationTests.Formats;

/// <summary>Two coordinates; Python has a complex number for it.</summary>
public readonly record struct Point(double X, double Y);

/// <summary>Text that Python sees in upper case: the one type in this folder that says its format itself.</summary>
[ComputeFormat(typeof(ShoutFormat))]
public sealed record Shout(string Text);

[PythonAdapter(
    "points",
    """
    import struct

    def decode(data):
        x, y = struct.unpack("<2d", data)
        if x != x:
            raise ValueError("not a number")
        return complex(x, y)

    def encode(value):
        if not isinstance(value, complex):
            raise TypeError(f"{type(value).__name__} is not a point")
        return struct.pack("<2d", value.real, value.imag)
    """,
    Annotations = ["complex"])]
public sealed class PointFormat : ComputeFormat<Point>
{
    public override void WriteValue(IBufferWriter<byte> output, Point value)
    {
        if (double.IsInfinity(value.X))
        {
            throw new FormatException("a point is never infinitely far.");
        }

        var span = output.GetSpan(16);
        BinaryPrimitives.WriteDoubleLittleEndian(span, value.X);
        BinaryPrimitives.WriteDoubleLittleEndian(span[8..], value.Y);
        output.Advance(16);
    }

    public override Point ReadValue(ReadOnlyMemory<byte> data, ComputeFormatBudget budget) => data.Length == 16
        ? new Point(BinaryPrimitives.ReadDoubleLittleEndian(data.Span), BinaryPrimitives.ReadDoubleLittleEndian(data.Span[8..]))
        : throw new FormatException($"a point has 16 bytes, and {data.Length} arrived.");
}

[PythonAdapter(
    "shout",
    """
    def decode(data):
        return bytes(data).decode("utf-8").upper()

    def encode(value):
        return value.encode("utf-8")
    """)]
public sealed class ShoutFormat : ComputeFormat<Shout>
{
    /// <summary>Gets or sets what is written behind each text.</summary>
    public string Mark { get; init; } = "";

    public override void WriteValue(IBufferWriter<byte> output, Shout value) => output.Write(System.Text.Encoding.UTF8.GetBytes(value.Text + Mark));

    public override Shout ReadValue(ReadOnlyMemory<byte> data, ComputeFormatBudget budget) => new(System.Text.Encoding.UTF8.GetString(data.Span));
}

/// <summary>A format without an adapter: the function takes and returns the bytes.</summary>
public sealed class RawFormat : ComputeFormat<Version>
{
    public override void WriteValue(IBufferWriter<byte> output, Version value) => output.Write([(byte)value.Major, (byte)value.Minor]);

    public override Version ReadValue(ReadOnlyMemory<byte> data, ComputeFormatBudget budget) => new(data.Span[0], data.Span[1]);
}
