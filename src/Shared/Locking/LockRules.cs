using System.Globalization;
using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Shared.Locking;

/// <summary>The one form in which each member of a lock file is written. Another form of the same value would be a difference without a meaning.</summary>
internal static class LockRules
{
    /// <summary>The file's name.</summary>
    public const string FileName = "globuscompute.lock.json";

    /// <summary>The version of the file that is read and written.</summary>
    public const int Version = 1;

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>Whether a text can be the name of a method.</summary>
    public static bool IsMethod(string? text) =>
        text is { Length: > 0 } && !text.Any(static c => char.IsControl(c) || char.IsWhiteSpace(c)) && !PythonSourceText.HasLoneSurrogate(text);

    /// <summary>Whether a text is what <see cref="SourceHash"/> gives.</summary>
    public static bool IsHash(string? text) =>
        text is not null
        && text.Length == SourceHash.Prefix.Length + 64
        && text.StartsWith(SourceHash.Prefix, StringComparison.Ordinal)
        && text.Skip(SourceHash.Prefix.Length).All(static c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));

    /// <summary>Whether a text is what <see cref="ServiceEnvironment.Of"/> gives.</summary>
    public static bool IsEnvironment(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var environment) && ServiceEnvironment.IsPossible(environment) && ServiceEnvironment.Of(environment) == text;

    /// <summary>Whether a text is a UUID in lower case and not all zero.</summary>
    public static bool IsId(string text) => Guid.TryParseExact(text, "D", out var id) && id != Guid.Empty && id.ToString("D") == text;

    /// <summary>Whether a text is what <see cref="WriteTime"/> gives.</summary>
    public static bool IsTime(string text) => TryReadTime(text, out _);

    /// <summary>Reads a time in UTC.</summary>
    public static bool TryReadTime(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    /// <summary>Writes a time that is in UTC, in whole seconds.</summary>
    public static string WriteTime(DateTimeOffset time) => time.ToString(TimeFormat, CultureInfo.InvariantCulture);
}
