using System.Buffers;

namespace GlobusCompute.Remote.Serialization;

/// <summary>One task string of a submit body: a complete JSON string literal, quotes and escapes included, in a pooled array.</summary>
internal struct PackedArguments(byte[] pooled, int length)
{
    private byte[]? _pooled = pooled;

    public readonly int Length => length;

    public readonly ReadOnlyMemory<byte> Memory => _pooled.AsMemory(0, length);

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
