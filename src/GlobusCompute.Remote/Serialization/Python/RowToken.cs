namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>
/// The JSON string that stands for a value of a pickle by its position: the byte 0xFF, which is in no UTF-8 text, a letter, and five digits of six bits.
/// </summary>
internal static class RowToken
{
    /// <summary>Bytes that a token takes, quotes included.</summary>
    public const int Length = 9;

    private const byte Mark = 0xFF;
    private const byte Letter = (byte)'c';
    private const byte Digit = 0x80;

    /// <summary>Writes the token of a position.</summary>
    public static void Write(int at, Span<byte> destination)
    {
        destination[8] = (byte)'"';
        destination[0] = (byte)'"';
        destination[1] = Mark;
        destination[2] = Letter;
        destination[3] = (byte)(Digit | (at & 63));
        destination[4] = (byte)(Digit | ((at >> 6) & 63));
        destination[5] = (byte)(Digit | ((at >> 12) & 63));
        destination[6] = (byte)(Digit | ((at >> 18) & 63));
        destination[7] = (byte)(Digit | ((at >> 24) & 63));
    }

    /// <summary>Reads the position in a token, quotes left out.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out int at)
    {
        if (text.Length != Length - 2 || text[0] != Mark || text[1] != Letter)
        {
            at = 0;
            return false;
        }

        at = (text[2] & 63) | ((text[3] & 63) << 6) | ((text[4] & 63) << 12) | ((text[5] & 63) << 18) | ((text[6] & 63) << 24);
        return true;
    }
}
