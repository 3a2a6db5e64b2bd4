using System.Buffers;
using System.Buffers.Text;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>The base64 text in which pickles travel: lines of 76 characters, or other lines, or none (protocol.md §4.2).</summary>
internal static class PickleText
{
    /// <summary>The bytes of the text.</summary>
    /// <exception cref="PayloadException">The text is not base64.</exception>
    public static ReadOnlyMemory<byte> Decode(ReadOnlySpan<byte> text)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(Base64.GetMaxDecodedFromUtf8Length(text.Length));
        return bytes.AsMemory(0, Decode(text, bytes));
    }

    /// <summary>The bytes of the text, in a pooled array that the caller may return.</summary>
    /// <exception cref="PayloadException">The text is not base64.</exception>
    public static byte[] DecodePooled(ReadOnlySpan<byte> text, out int length)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Base64.GetMaxDecodedFromUtf8Length(text.Length));
        try
        {
            length = Decode(text, bytes);
            return bytes;
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(bytes);
            throw;
        }
    }

    private static int Decode(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        var written = 0;
        return TryLines(text, bytes, ref written) ? written : Pieces(text, bytes);
    }

    /// <summary>Whole groups of four on each line, as Python writes them.</summary>
    private static bool TryLines(ReadOnlySpan<byte> text, Span<byte> bytes, ref int written)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (Base64.DecodeFromUtf8(line, bytes[written..], out var used, out var decoded) != OperationStatus.Done
                || used != line.Length
                || (decoded * 4 != line.Length * 3 && !text.IsEmpty))
            {
                return false;
            }

            written += decoded;
        }

        return true;
    }

    /// <summary>Any line breaks and blanks.</summary>
    private static int Pieces(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        var pooled = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            var length = 0;
            foreach (var c in text)
            {
                if (c is not ((byte)'\n' or (byte)'\r' or (byte)' ' or (byte)'\t'))
                {
                    pooled[length++] = c;
                }
            }

            return Base64.DecodeFromUtf8(pooled.AsSpan(0, length), bytes, out _, out var written) == OperationStatus.Done
                ? written
                : throw new PayloadException("The result is a pickle (00), but its text is not base64: it is damaged or was cut off.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pooled);
        }
    }
}
