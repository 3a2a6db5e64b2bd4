using System.Buffers;

namespace GlobusCompute.Remote.Serialization;

/// <summary>One task string of a submit body: a complete JSON string literal, quotes and escapes included, in a slab or in an array of the pool.</summary>
internal struct PackedArguments
{
    private readonly int _offset;
    private readonly int _length;
    private object? _owner;

    /// <param name="pooled">An array of the pool, which belongs to the arguments from now on.</param>
    /// <param name="length">How many of its bytes are the arguments.</param>
    public PackedArguments(byte[] pooled, int length)
        : this(pooled, 0, length)
    {
    }

    private PackedArguments(object owner, int offset, int length)
    {
        _owner = owner;
        _offset = offset;
        _length = length;
    }

    public readonly int Length => _length;

    public readonly ReadOnlyMemory<byte> Memory => _owner is ByteSlab slab ? slab.Memory(_offset, _length) : ((byte[]?)_owner).AsMemory(_offset, _length);

    /// <summary>Copies arguments.</summary>
    public static PackedArguments CopyOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= ByteSlab.LongestText)
        {
            return new PackedArguments(ByteSlab.AddArguments(bytes, out var offset), offset, bytes.Length);
        }

        var copy = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(copy);
        return new PackedArguments(copy, bytes.Length);
    }

    /// <summary>Moves arguments that are kept for long to memory of their own, so that they keep no other one's.</summary>
    public void Separate()
    {
        if (_owner is ByteSlab slab)
        {
            var copy = ArrayPool<byte>.Shared.Rent(_length);
            slab.Span(_offset, _length).CopyTo(copy);
            slab.Return();
            this = new PackedArguments(copy, _length);
        }
    }

    /// <summary>Gives the memory back. The owner calls this once, when the bytes will not be sent again.</summary>
    public void Return()
    {
        switch (_owner)
        {
            case ByteSlab slab:
                slab.Return();
                break;
            case byte[] array:
                ArrayPool<byte>.Shared.Return(array);
                break;
        }

        _owner = null;
    }
}
