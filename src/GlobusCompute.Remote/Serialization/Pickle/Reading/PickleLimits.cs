namespace GlobusCompute.Remote.Serialization.Pickle.Reading;

/// <summary>How much memory reading may take: in proportion to what arrived, with room for small pickles.</summary>
internal static class PickleLimits
{
    /// <summary>Digits of an int that is written as text; Python itself reads no more.</summary>
    public const int MaxDigits = 4300;

    /// <summary>Bytes that values made of so much input may take.</summary>
    public static long Memory(long inputBytes) => (32L * 1024 * 1024) + (14 * inputBytes);

    /// <summary>Bytes that values of the app's types made of so much input may take.</summary>
    public static long Conversion(long inputBytes) => (256L * 1024 * 1024) + (64 * inputBytes);
}
