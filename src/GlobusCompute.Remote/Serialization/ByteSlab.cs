using System.Buffers;

namespace GlobusCompute.Remote.Serialization;

/// <summary>
/// Memory that many short texts share, one after the other: a thread writes into a slab of its own until that is full, and whoever gives the last text back
/// gives the memory back. A text costs no object, and no operation of a pool.
/// </summary>
internal sealed class ByteSlab
{
    /// <summary>The longest text that is written into a slab.</summary>
    public const int LongestText = 1024;

    private const int Size = 16 * 1024;

    // What the writing thread adds while it writes, so that texts given back meanwhile never end the slab. It counts the texts by itself, and puts it right
    // at the end.
    private const int Writing = 1 << 30;

    // Arguments may wait for minutes where results are given back at once: they do not keep each other's memory.
    [ThreadStatic]
    private static ByteSlab? s_arguments;

    [ThreadStatic]
    private static ByteSlab? s_results;

    private readonly byte[] _bytes = ArrayPool<byte>.Shared.Rent(Size);
    private int _used;
    private int _written;
    private int _left = Writing;

    /// <summary>Copies arguments into a slab of this thread.</summary>
    /// <param name="text">The text, not longer than <see cref="LongestText"/>.</param>
    /// <param name="offset">Where it is in the slab.</param>
    /// <returns>The slab, to which the text is given back once.</returns>
    public static ByteSlab AddArguments(ReadOnlySpan<byte> text, out int offset) => Add(ref s_arguments, text, out offset);

    /// <summary>Copies a result into a slab of this thread.</summary>
    /// <inheritdoc cref="AddArguments"/>
    public static ByteSlab AddResult(ReadOnlySpan<byte> text, out int offset) => Add(ref s_results, text, out offset);

    public Span<byte> Span(int offset, int length) => _bytes.AsSpan(offset, length);

    public Memory<byte> Memory(int offset, int length) => _bytes.AsMemory(offset, length);

    /// <summary>Gives a text back, which nobody reads any more.</summary>
    public void Return()
    {
        if (Interlocked.Decrement(ref _left) == 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }
    }

    private static ByteSlab Add(ref ByteSlab? current, ReadOnlySpan<byte> text, out int offset)
    {
        var slab = current;
        if (slab is null || slab._bytes.Length - slab._used < text.Length)
        {
            // Created before the old one ends: if that fails for lack of memory, the thread keeps a slab that it may write into.
            var next = new ByteSlab();
            slab?.End();
            current = slab = next;
        }

        offset = slab._used;
        text.CopyTo(slab._bytes.AsSpan(offset));
        slab._used += text.Length;
        slab._written++;
        return slab;
    }

    private void End()
    {
        if (Interlocked.Add(ref _left, _written - Writing) == 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }
    }
}
