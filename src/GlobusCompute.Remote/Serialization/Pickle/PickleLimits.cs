namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>How much memory reading may take: in proportion to what arrived, with room for small pickles.</summary>
internal static class PickleLimits
{
    /// <summary>Digits of an int that is written as text; Python itself reads no more.</summary>
    public const int MaxDigits = 4300;

    /// <summary>Bytes that may be made of a value of an app's own, and of one that the app asks again.</summary>
    public const long Unrelated = 1L << 30;

    private const long Mebibyte = 1024 * 1024;

    /// <summary>Bytes that the values of a pickle may take.</summary>
    public static long Reading(long inputBytes) => (48 * Mebibyte) + (14 * inputBytes);

    /// <summary>Bytes that reading and what is made of the values may take together, beside the pickle itself.</summary>
    public static long Total(long inputBytes) => (56 * Mebibyte) + (14 * inputBytes);
}
