using System.Buffers;
using GlobusCompute.Remote.Serialization;

namespace ThirdParty;

/// <summary>A picture of bits, which Python sees as a list of strings of 0 and 1.</summary>
[ComputeFormat(typeof(BitmapFormat))]
public sealed record Bitmap(int Width, byte[] Bits);

[PythonAdapter(
    "bitmap",
    """
    def decode(data):
        width = data[0]
        bits = "".join(f"{byte:08b}" for byte in data[1:])
        return [bits[i:i + width] for i in range(0, len(bits) - len(bits) % width, width)]

    def encode(rows):
        bits = "".join(rows)
        bits += "0" * (-len(bits) % 8)
        return bytes([len(rows[0])]) + bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))
    """,
    Annotations = ["list"])]
public sealed class BitmapFormat : ComputeFormat<Bitmap>
{
    public override void WriteValue(IBufferWriter<byte> output, Bitmap value)
    {
        output.Write([checked((byte)value.Width)]);
        output.Write(value.Bits);
    }

    public override Bitmap ReadValue(ReadOnlyMemory<byte> data, ComputeFormatBudget budget)
    {
        if (data.Length < 2 || data.Span[0] == 0)
        {
            throw new FormatException("a bitmap has a width and bits.");
        }

        budget.Charge(data.Length);
        return new Bitmap(data.Span[0], data[1..].ToArray());
    }
}
