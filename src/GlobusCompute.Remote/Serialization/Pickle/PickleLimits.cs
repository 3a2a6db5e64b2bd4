namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>
/// How much memory reading may take: in proportion to what arrived, with room for small pickles. All that is allocated for a result stays within 64 MiB and 16
/// bytes for each byte of the pickle (docs/payloads.md); the budgets count what values take, and leave the rest of that to what they do not count.
/// </summary>
internal static class PickleLimits
{
    /// <summary>
    /// Digits of an int that is written as text: Python's own limit, <c>sys.int_info.default_max_str_digits</c>. The time for digits grows with their square.
    /// </summary>
    public const int MaxDigits = 4300;

    /// <summary>
    /// Bytes that may be made of a value where no input is known that they could be in proportion to: one that the app made, or asks again. Nothing an app
    /// means comes near it; it ends what grows without bound, a list that holds another one twice and so on for thirty levels.
    /// </summary>
    public const long Unrelated = 1L << 30;

    private const long Mebibyte = 1024 * 1024;

    // Of the 64 MiB, 8 are for what is not counted: pooled arrays rounded up to a power of two, tables of the reader, exceptions.
    private const long Room = (64 - 8) * Mebibyte;

    // What a small pickle's values leave at the least for what is made of them.
    private const long ReservedForResult = 8 * Mebibyte;

    // Of the 16 bytes for each byte, one is the pickle decoded from base64, and one the text without its line breaks, where that is copied before.
    private const long BytesPerByte = 16 - 2;

    /// <summary>Bytes that the values of a pickle may take.</summary>
    public static long Reading(long inputBytes) => Room - ReservedForResult + (BytesPerByte * inputBytes);

    /// <summary>Bytes that reading and what is made of the values may take together, beside the pickle itself.</summary>
    public static long Total(long inputBytes) => Room + (BytesPerByte * inputBytes);
}
