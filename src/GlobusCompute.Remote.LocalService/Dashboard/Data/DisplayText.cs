using System.Globalization;
using GlobusCompute.Remote.Shared.Display;
using GlobusCompute.Remote.Shared.Text;

namespace GlobusCompute.Remote.LocalService.Dashboard.Data;

/// <summary>Words, numbers and times as the page shows them.</summary>
internal static class DisplayText
{
    /// <summary>Text of a task: what cannot be seen is escaped, and what is too long is clipped, which the text says.</summary>
    public static string Clip(string text, int maxLength) => text.Length <= maxLength
        ? PrintableText.Of(text)
        : $"{PrintableText.Of(text[..EndOf(text, maxLength)])}… ({Of(text.Length - EndOf(text, maxLength))} more characters)";

    /// <summary>The end of a text that is too long: of a traceback, the error is there.</summary>
    public static string ClipStart(string text, int maxLength) => text.Length <= maxLength
        ? PrintableText.Of(text)
        : $"({Of(text.Length - maxLength)} characters before)\n…{PrintableText.Of(text[^maxLength..])}";

    /// <summary>The first line of a text that is clean already.</summary>
    public static string Shorten(string text, int maxLength) =>
        text.AsSpan().IndexOf('\n') is var end && end < 0 && text.Length <= maxLength ? text
        : $"{text[..EndOf(text, Math.Min(end < 0 ? text.Length : Math.Max(end, 1), maxLength))]}…";

    public static string Of(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string? Of(TimeSpan? duration) => duration is { } value ? DurationText.Of(value) : null;

    /// <summary>The time of day on this machine, where the page is looked at.</summary>
    public static string TimeOf(DateTimeOffset time) => time.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string? MomentOf(DateTimeOffset? time) => time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    // Not within a surrogate pair.
    private static int EndOf(string text, int length) => char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
}
