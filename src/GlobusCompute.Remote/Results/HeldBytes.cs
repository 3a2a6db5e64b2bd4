using System.Buffers;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Results;

/// <summary>The text of one outcome as UTF-8, copied from where it arrived, so that this may be used again.</summary>
internal readonly struct HeldBytes
{
    private readonly object _owner;
    private readonly int _offset;
    private readonly bool _isShared;

    private HeldBytes(object owner, int offset, int length, bool isShared)
    {
        _owner = owner;
        _offset = offset;
        Length = length;
        _isShared = isShared;
    }

    public int Length { get; }

    public ReadOnlySpan<byte> Span => _owner is ByteSlab slab ? slab.Span(_offset, Length) : ((byte[])_owner).AsSpan(0, Length);

    /// <summary>Copies a text, without the escapes of a JSON string.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isEscaped">Whether it holds escapes.</param>
    /// <param name="isShared">Whether several calls will read it.</param>
    public static HeldBytes Copy(ReadOnlySpan<byte> text, bool isEscaped, bool isShared)
    {
        if (text.Length <= ByteSlab.LongestText && !isShared)
        {
            var slab = ByteSlab.AddResult(text, out var offset);
            var copy = slab.Span(offset, text.Length);
            return new HeldBytes(slab, offset, isEscaped ? JsonStringText.Unescape(copy, copy) : text.Length, isShared);
        }

        var array = isShared ? new byte[text.Length] : ArrayPool<byte>.Shared.Rent(text.Length);
        var length = text.Length;
        if (isEscaped)
        {
            length = JsonStringText.Unescape(text, array);
        }
        else
        {
            text.CopyTo(array);
        }

        return new HeldBytes(array, 0, length, isShared);
    }

    /// <summary>Gives the memory back. Once, when nobody reads it any more.</summary>
    public void Return()
    {
        if (_owner is ByteSlab slab)
        {
            slab.Return();
        }
        else if (!_isShared)
        {
            ArrayPool<byte>.Shared.Return((byte[])_owner);
        }
    }
}
