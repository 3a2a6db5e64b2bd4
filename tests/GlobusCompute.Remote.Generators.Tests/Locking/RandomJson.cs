using System.Globalization;
using System.Text;

namespace GlobusCompute.Remote.Generators.Tests.Locking;

/// <summary>Random JSON, and what is left of a text after somebody's slip.</summary>
internal static class RandomJson
{
    private static readonly string[] s_texts = ["", "a", "method", "ä€", "😀", "\\n", "\\u00e4", "\\ud83d\\ude00", "\\\"", "\\\\", "\\/", "\u007f", "\u2028"];
    private static readonly string[] s_spaces = ["", "", "", " ", "\n", "\r\n", "\t "];
    private static readonly string[] s_pieces =
        ["{", "}", "[", "]", ",", ":", "\"", "\\", "0", "1", "-", "+", ".", "e", "true", "null", " ", "\n", "\0", "\u00A0", "\uFEFF", "\\u", "\\ud800", "//", "/*", "'", "ä", "<<<<<<< HEAD\n"];

    /// <summary>A text that is JSON.</summary>
    public static string Write(Random random)
    {
        var text = new StringBuilder();
        Write(text, random, 4);
        return text.ToString();
    }

    /// <summary>The text with one or a few pieces put in, left out, repeated or cut off.</summary>
    public static string Damage(string text, Random random)
    {
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            // Between whole characters: System.Text.Json reads bytes, which half of a pair has none of.
            var at = random.Next(text.Length + 1);
            at -= at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? 1 : 0;
            var end = Math.Min(text.Length, at + random.Next(1, 4));
            end += end < text.Length && char.IsLowSurrogate(text[end]) ? 1 : 0;
            text = random.Next(4) switch
            {
                0 => text.Insert(at, s_pieces[random.Next(s_pieces.Length)]),
                1 => text[..at] + text[end..],
                2 => text.Insert(at, text[at..end]),
                _ => text[..at],
            };
        }

        return text;
    }

    private static void Write(StringBuilder text, Random random, int depth)
    {
        text.Append(Space(random));
        switch (random.Next(depth == 0 ? 4 : 7))
        {
            case 0:
                Text(text, random);
                break;
            case 1:
                Number(text, random);
                break;
            case 2 or 3:
                text.Append(((string[])["true", "false", "null"])[random.Next(3)]);
                break;
            case 4:
                List(text, random, depth, '[', ']', isObject: false);
                break;
            default:
                List(text, random, depth, '{', '}', isObject: true);
                break;
        }

        text.Append(Space(random));
    }

    private static void List(StringBuilder text, Random random, int depth, char open, char close, bool isObject)
    {
        text.Append(open).Append(Space(random));
        var count = random.Next(4);
        for (var i = 0; i < count; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(Space(random));
            if (isObject)
            {
                Text(text, random);
                text.Append(Space(random)).Append(':');
            }

            Write(text, random, depth - 1);
        }

        text.Append(close);
    }

    private static void Text(StringBuilder text, Random random)
    {
        text.Append('"');
        for (var i = random.Next(4); i > 0; i--)
        {
            text.Append(s_texts[random.Next(s_texts.Length)]);
        }

        text.Append('"');
    }

    private static void Number(StringBuilder text, Random random)
    {
        text.Append(random.Next(2) == 0 ? "-" : "").Append(random.Next(3) == 0 ? "0" : random.Next(1, 10_000).ToString(CultureInfo.InvariantCulture));
        text.Append(random.Next(3) == 0 ? ".0" + random.Next(100).ToString(CultureInfo.InvariantCulture) : "");
        text.Append(random.Next(4) == 0 ? "e" + ((string[])["", "+", "-"])[random.Next(3)] + random.Next(400).ToString(CultureInfo.InvariantCulture) : "");
    }

    private static string Space(Random random) => s_spaces[random.Next(s_spaces.Length)];
}
