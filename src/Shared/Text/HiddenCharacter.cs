using System.Globalization;

namespace GlobusCompute.Remote.Shared.Text;

/// <summary>Knows the characters that a reader cannot see: they have no width, or change the order in which others are shown.</summary>
internal static class HiddenCharacter
{
    /// <summary>Whether the character at a place is one; of a surrogate pair, its first half decides.</summary>
    public static bool IsAt(string text, int index) => CharUnicodeInfo.GetUnicodeCategory(text, index) is UnicodeCategory.Format || Is(text[index]);

    /// <summary>Whether a character is one by itself; the first half of a pair, whether all that it begins are.</summary>
    public static bool Is(char c) =>
        // Some are letters or marks to Unicode.
        c is '\u034F' or '\u115F' or '\u1160' or '\u17B4' or '\u17B5' or (>= '\u180B' and <= '\u180F') or '\u3164' or '\uFFA0' or (>= '\uFE00' and <= '\uFE0F')
            or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u206F') or '\uFEFF' or '\u061C' or '\uDB40';
}
