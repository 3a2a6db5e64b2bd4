using System.Globalization;
using System.Text;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Shared.Python;
using GlobusCompute.Remote.Shared.Text;

namespace GlobusCompute.Remote.Generators.CSharp;

/// <summary>Writes texts as C# string literals that mean exactly the same text.</summary>
internal static class CSharpLiteral
{
    /// <summary>A literal on one line.</summary>
    public static string Of(string? text)
    {
        if (text is null)
        {
            return "null";
        }

        var builder = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            builder.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when IsPlain(c) && !char.IsSurrogate(c) => c.ToString(),
                _ => "\\u" + ((int)c).ToString("X4", CultureInfo.InvariantCulture),
            });
        }

        return builder.Append('"').ToString();
    }

    /// <summary>The lines of a literal that shows a text line by line; one line where the text does not allow it.</summary>
    /// <param name="text">The text, with LF line ends.</param>
    /// <param name="indentation">The white space before each line, which the literal leaves out again.</param>
    public static string Block(string text, string indentation)
    {
        if (!text.All(c => c is '\n' or '\t' || IsPlain(c)) || PythonSourceText.HasLoneSurrogate(text))
        {
            return Of(text);
        }

        var quotes = new string('"', Math.Max(3, LongestQuotes(text) + 1));
        var builder = new StringBuilder(quotes).Append('\n');
        foreach (var line in text.Split('\n'))
        {
            builder.Append(line.Length == 0 ? "" : indentation).Append(line).Append('\n');
        }

        return builder.Append(indentation).Append(quotes).ToString();
    }

    // C# takes some characters beyond LF for line ends; control and format characters would be invisible.
    private static bool IsPlain(char c) =>
        c >= ' ' && CharUnicodeInfo.GetUnicodeCategory(c)
            is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.OtherNotAssigned)
        && !HiddenCharacter.Is(c);

    private static int LongestQuotes(string text)
    {
        var longest = 0;
        var run = 0;
        foreach (var c in text)
        {
            run = c == '"' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
