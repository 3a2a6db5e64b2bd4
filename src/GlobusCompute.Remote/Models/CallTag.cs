using System.Text;

namespace GlobusCompute.Remote.Models;

/// <summary>What an app may call a call.</summary>
internal static class CallTag
{
    public const int LongestLength = 1000;

    /// <param name="tag">The tag, or null for none.</param>
    /// <param name="parameterName">The parameter of the exception.</param>
    /// <param name="name">The option that holds it; null where there is no option.</param>
    /// <returns>The tag.</returns>
    /// <exception cref="ArgumentException">It cannot be one.</exception>
    public static string? Check(string? tag, string parameterName, string? name = null)
    {
        if (tag is null)
        {
            return null;
        }

        if (tag.Length is 0 or > LongestLength)
        {
            throw new ArgumentException(
                $"{Prefix(name)}A tag has 1 to {LongestLength:N0} characters, and this one has {tag.Length:N0}; null tags nothing.", parameterName);
        }

        for (ReadOnlySpan<char> rest = tag; !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var consumed) != System.Buffers.OperationStatus.Done)
            {
                throw new ArgumentException($"{Prefix(name)}The tag contains an unpaired surrogate, which cannot be stored as text.", parameterName);
            }

            rest = rest[consumed..];
        }

        return tag;
    }

    private static string Prefix(string? name) => name is null ? "" : name + ": ";
}
