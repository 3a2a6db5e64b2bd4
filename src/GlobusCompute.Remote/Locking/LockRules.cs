using System.Buffers;
using System.Globalization;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Shared.Python;
using GlobusCompute.Remote.Wire;

namespace GlobusCompute.Remote.Locking;

/// <summary>The one form in which each member of a lock file is written. Another form of the same value would be a difference without a meaning.</summary>
internal static class LockRules
{
    public const int Version = 1;

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private static readonly SearchValues<char> s_hexadecimal = SearchValues.Create("0123456789abcdef");

    public static bool IsMethod(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) || char.IsWhiteSpace(text[i]))
            {
                return false;
            }

            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    return false;
                }

                i++;
            }
        }

        return true;
    }

    public static bool IsHash(string? text) =>
        text is not null
        && text.StartsWith(SourceHash.Prefix, StringComparison.Ordinal)
        && text.Length == SourceHash.Prefix.Length + 64
        && text.AsSpan(SourceHash.Prefix.Length).IndexOfAnyExcept(s_hexadecimal) < 0;

    public static bool TryReadEnvironment(string text, out Uri? environment) =>
        Uri.TryCreate(text, UriKind.Absolute, out environment) && ServiceEnvironment.IsPossible(environment) && ServiceEnvironment.Of(environment) == text;

    public static bool TryReadId(string text, out Guid id) => Guid.TryParseExact(text, "D", out id) && id != Guid.Empty && id.ToString("D") == text;

    public static bool TryReadTime(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    public static string Write(DateTimeOffset time) => time.ToString(TimeFormat, CultureInfo.InvariantCulture);
}
