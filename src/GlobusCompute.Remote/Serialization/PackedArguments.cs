using System.Buffers;

namespace GlobusCompute.Remote.Serialization;

/// <summary>One task string of a submit body: a complete JSON string literal, quotes and escapes included, in a pooled array.</summary>
internal struct PackedArguments(byte[] pooled, int length)
{
    private byte[]? _pooled = pooled;

    public readonly int Length => length;

    public readonly ReadOnlyMemory<byte> Memory => _pooled.AsMemory(0, length);

    /// <summary>Copies arguments that are sent several times, each time as if they were written for it.</summary>
    public static PackedArguments CopyOf(ReadOnlySpan<byte> bytes)
    {
        var copy = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(copy);
        return new PackedArguments(copy, bytes.Length);
    }

    /// <summary>Gives the array back. The owner calls this once, when the bytes will not be sent again.</summary>
    public void Return()
    {
        if (_pooled is { } array)
        {
            _pooled = null;
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
