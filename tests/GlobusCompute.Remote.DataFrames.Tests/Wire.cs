using System.Buffers;

namespace GlobusCompute.Remote.DataFrames.Tests;

/// <summary>The format without a call around it.</summary>
internal static class Wire
{
    public static byte[] Write<T>(T value, PandasFormat? format = null)
    {
        var output = new ArrayBufferWriter<byte>();
        (format ?? new PandasFormat()).Write(output, value);
        return output.WrittenSpan.ToArray();
    }

    public static T Read<T>(byte[] data, PandasFormat? format = null) => (format ?? new PandasFormat()).Read<T>(data, static _ => { });
}
