using System.Buffers;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Results;

/// <summary>The text of one outcome as UTF-8, copied from where it arrived, so that this may be used again.</summary>
/// <param name="array">What holds the text.</param>
/// <param name="length">Its bytes.</param>
/// <param name="isPooled">Whether the array belongs to the pool; otherwise calls may share it.</param>
internal readonly struct HeldBytes(byte[] array, int length, bool isPooled)
{
    public int Length => length;

    public ReadOnlySpan<byte> Span => array.AsSpan(0, length);

    /// <summary>Copies a text, without the escapes of a JSON string.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isEscaped">Whether it holds escapes.</param>
    /// <param name="isShared">Whether several calls will read it.</param>
    public static HeldBytes Copy(ReadOnlySpan<byte> text, bool isEscaped, bool isShared)
    {
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

        return new HeldBytes(array, length, !isShared);
    }

    /// <summary>Gives the memory back. Once, when nobody reads it any more.</summary>
    public void Return()
    {
        if (isPooled)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
