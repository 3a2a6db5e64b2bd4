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

    public static string TimeOfDay(DateTimeOffset time) => time.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
