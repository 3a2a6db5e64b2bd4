using System.Text;

namespace GlobusCompute.Remote.Models;

/// <summary>What an app may call a call.</summary>
internal static class CallTag
{
    public const int LongestLength = 1000;

    /// <returns>The tag.</returns>
    /// <exception cref="ArgumentException">It cannot be one.</exception>
    public static string? Check(string? tag, string parameterName)
    {
        if (tag is null)
        {
            return null;
        }

        if (tag.Length is 0 or > LongestLength)
        {
            throw new ArgumentException($"A tag has 1 to {LongestLength:N0} characters, and this one has {tag.Length:N0}; null tags nothing.", parameterName);
        }

        for (ReadOnlySpan<char> rest = tag; !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var consumed) != System.Buffers.OperationStatus.Done)
            {
                throw new ArgumentException("The tag contains an unpaired surrogate, which cannot be stored as text.", parameterName);
            }

            rest = rest[consumed..];
        }

        return tag;
    }
}
