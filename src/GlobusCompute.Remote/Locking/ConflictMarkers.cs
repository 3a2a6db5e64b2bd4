namespace GlobusCompute.Remote.Locking;

/// <summary>The lines that a merge leaves where both sides changed a file.</summary>
internal static class ConflictMarkers
{
    private const int Length = 7;

    /// <summary>The first line that is one, from 1 on; null without any.</summary>
    public static int? Find(ReadOnlySpan<byte> utf8)
    {
        for (var line = 1; ; line++)
        {
            if (IsMarker(utf8))
            {
                return line;
            }

            var end = utf8.IndexOf((byte)'\n');
            if (end < 0)
            {
                return null;
            }

            utf8 = utf8[(end + 1)..];
        }
    }

    // No line of a lock file begins with these, whoever wrote it: JSON has none of them outside of strings, and its strings take no line ends.
    private static bool IsMarker(ReadOnlySpan<byte> text) =>
        text.Length >= Length
        && text[0] is (byte)'<' or (byte)'=' or (byte)'>' or (byte)'|'
        && text[..Length].IndexOfAnyExcept(text[0]) < 0
        && (text.Length == Length || text[Length] is (byte)' ' or (byte)'\r' or (byte)'\n');
}
