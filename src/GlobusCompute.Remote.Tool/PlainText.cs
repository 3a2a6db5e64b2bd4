using System.Globalization;
using GlobusCompute.Remote.Shared.Text;

namespace GlobusCompute.Remote.Tool;

/// <summary>Text for people.</summary>
internal static class PlainText
{
    /// <summary>
    /// Shows control characters, and those without width or that turn the direction around, as a question mark: names and messages come from Python
    /// code, and a terminal obeys or hides them.
    /// </summary>
    public static string Clean(string text) => string.Create(text.Length, text, static (clean, source) =>
    {
        for (var i = 0; i < clean.Length; i++)
        {
            clean[i] = char.IsControl(source[i]) || HiddenCharacter.IsAt(source, i) ? '?' : source[i];
        }
    });

    public static string Duration(TimeSpan duration) => duration switch
    {
        { TotalMilliseconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0.0} ms"),
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(duration.TotalMilliseconds)} ms"),
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(duration.TotalSeconds * 10) / 10:0.0} s"),
        { TotalHours: < 1 } => duration.ToString(@"m\:ss", CultureInfo.InvariantCulture) + " min",
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)duration.TotalHours}:{duration:mm\\:ss} h"),
    };

    public static string TimeOfDay(DateTimeOffset time) => time.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
