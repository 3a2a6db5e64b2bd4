using System.Text;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>The pickle of a float64 array as dill 0.3.6 writes it with numpy 1.24; checked against the recorded ones by what Python reads of it.</summary>
internal static class NumpyPickle
{
    public static byte[] Of(byte[] data, int count)
    {
        var pickle = new MemoryStream();
        using var writer = new BinaryWriter(pickle, Encoding.ASCII);
        writer.Write((byte[])[0x80, 4]);
        Text(writer, "dill._dill");
        Text(writer, "_create_array");
        writer.Write((byte[])[0x93, 0x94, (byte)'(']);
        Text(writer, "numpy.core.multiarray");
        Text(writer, "_reconstruct");
        writer.Write((byte[])[0x93, 0x94]);
        Text(writer, "numpy");
        Text(writer, "ndarray");
        writer.Write((byte[])[0x93, 0x94, (byte)'K', 0, 0x85, 0x94, (byte)'C', 1, (byte)'b', 0x94, 0x87, 0x94, (byte)'(', (byte)'K', 1, (byte)'J']);
        writer.Write(count);
        writer.Write((byte[])[0x85, 0x94]);
        Text(writer, "numpy");
        Text(writer, "dtype");
        writer.Write((byte[])[0x93, 0x94]);
        Text(writer, "f8");
        writer.Write((byte[])[0x89, 0x88, 0x87, 0x94, (byte)'R', 0x94, (byte)'(', (byte)'K', 3]);
        Text(writer, "<");
        writer.Write([.. "NNNJ"u8, 255, 255, 255, 255, (byte)'J', 255, 255, 255, 255, (byte)'K', 0, (byte)'t', 0x94, (byte)'b', 0x89, (byte)'B']);
        writer.Write(data.Length);
        writer.Write(data);
        writer.Write((byte[])[0x94, (byte)'t', 0x94, (byte)'N', (byte)'t', 0x94, (byte)'R', 0x94, (byte)'.']);
        return pickle.ToArray();
    }

    private static void Text(BinaryWriter writer, string text)
    {
        writer.Write((byte[])[0x8C, (byte)text.Length]);
        writer.Write(Encoding.ASCII.GetBytes(text));
        writer.Write((byte)0x94);
    }
}
