using System.Buffers;
using System.Runtime.InteropServices;

namespace GlobusCompute.Remote.DataFrames.Values;

/// <summary>The bytes of values, without a copy.</summary>
internal sealed class BytesOf<T> : MemoryManager<byte>
    where T : unmanaged
{
    private readonly Memory<T> _values;

    private BytesOf(ReadOnlyMemory<T> values) => _values = MemoryMarshal.AsMemory(values);

    /// <summary>The bytes of values that are not changed any more.</summary>
    public static ReadOnlyMemory<byte> Over(ReadOnlyMemory<T> values) =>
        values.IsEmpty ? default(ReadOnlyMemory<byte>) : new BytesOf<T>(values).Memory;

    // They are read only: a Column has them as ReadOnlyMemory.
    public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(_values.Span);

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException("The bytes are read as a span.");

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
