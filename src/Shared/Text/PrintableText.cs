using System.Globalization;
using System.Text;

namespace GlobusCompute.Remote.Shared.Text;

/// <summary>
/// Text that is safe to print. Names, messages and tracebacks come from elsewhere, and a terminal obeys some characters, hides others, or shows them in another
/// order than they stand.
/// </summary>
internal static class PrintableText
{
    /// <summary>
    /// Shows as an escape of Python's what cannot be seen: <c>\x1b</c> for a control character (line feeds and tabs aside), <c>\u202e</c> for a
    /// character without width or one that turns the direction around, <c>\ud800</c> for half a surrogate pair. The rest stays as it is.
    /// </summary>
    public static string Of(string text)
    {
        var i = 0;
        while (i < text.Length && LengthAt(text, i) is var length and > 0)
        {
            i += length;
        }

        return i == text.Length ? text : Escape(text, i);
    }

    private static string Escape(string text, int start)
    {
        var builder = new StringBuilder(text.Length + 16).Append(text, 0, start);
        for (var i = start; i < text.Length;)
        {
            var length = LengthAt(text, i);
            if (length > 0)
            {
                builder.Append(text, i, length);
                i += length;
                continue;
            }

            var isPair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            var code = isPair ? char.ConvertToUtf32(text[i], text[i + 1]) : text[i];
            builder.Append(code switch { <= 0xFF => @"\x", <= 0xFFFF => @"\u", _ => @"\U" })
                .Append(code.ToString(code switch { <= 0xFF => "x2", <= 0xFFFF => "x4", _ => "x8" }, CultureInfo.InvariantCulture));
            i += isPair ? 2 : 1;
        }

        return builder.ToString();
    }

    /// <summary>How many characters from a place on stay as they are; 0 when what stands there is escaped.</summary>
    private static int LengthAt(string text, int index)
    {
        var c = text[index];
        if (c is (>= ' ' and < '\u007F') or '\n' or '\t')
        {
            return 1;
        }

        if (c == '\r')
        {
            return index + 1 < text.Length && text[index + 1] == '\n' ? 2 : 0;
        }

        var isPair = index + 1 < text.Length && char.IsSurrogatePair(c, text[index + 1]);
        if (char.IsControl(c) || (char.IsSurrogate(c) && !isPair))
        {
            return 0;
        }

        // How an emoji is drawn does no harm, and is in ordinary text.
        return c is '\uFE0E' or '\uFE0F' ? 1
            : HiddenCharacter.IsAt(text, index) || char.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? 0
            : isPair ? 2 : 1;
    }
}
