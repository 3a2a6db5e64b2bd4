using System.Text;

namespace GlobusCompute.Remote.Exceptions;

/// <summary>
/// Reads a text of Python's <c>traceback.format_exception</c>, of Python 3.9 to 3.14: the exception that was raised, without those before it in its chain.
/// </summary>
/// <remarks>
/// The text does not say where a message ends and the notes begin, nor the place that is part of a SyntaxError's <c>str</c> (it stands in the lines above).
/// </remarks>
internal static class Traceback
{
    private const string Start = "Traceback (most recent call last):";
    private const string GroupStart = "  + Exception Group Traceback (most recent call last):";
    private const string GroupMargin = "  | ";

    /// <summary>Whether a traceback begins at a place.</summary>
    public static bool BeginsAt(string text, int index) => IsLine(text, index, Start) || IsLine(text, index, GroupStart);

    /// <summary>Where the first line is that begins a traceback; -1 where none does.</summary>
    public static int Find(string text)
    {
        for (var at = 0; at < text.Length; at = NextLine(text, at))
        {
            if (BeginsAt(text, at))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Where the frames of a block end, and the line with type and message begins; the text's length where there is no such line.</summary>
    public static int EndOfFrames(string text, int block)
    {
        var margin = MarginAt(text, block);
        var at = block;
        if (BeginsAt(text, at))
        {
            at = NextLine(text, at);
            while (at < text.Length && IsFrame(text, at, margin))
            {
                at = NextLine(text, at);
            }
        }

        return at;
    }

    /// <summary>The line with type and message and all that follows it in its block, without the margin of a group and the last line end.</summary>
    public static string Final(string text, int start, int block)
    {
        var margin = MarginAt(text, block);
        var final = margin.Length == 0 ? text[start..] : GroupText(text, start, margin);
        return final.EndsWith('\n') ? final[..^1] : final;
    }

    /// <summary>Whether a line is a text and nothing else.</summary>
    internal static bool IsLine(string text, int start, string line) =>
        IsAt(text, start, line) && (start + line.Length == text.Length || text[start + line.Length] == '\n');

    internal static int NextLine(string text, int at) => text.IndexOf('\n', at) is var end and >= 0 ? end + 1 : text.Length;

    /// <summary>What stands before each line of the block; nothing except for a group of exceptions.</summary>
    internal static string MarginAt(string text, int block) => IsLine(text, block, GroupStart) || IsAt(text, block, GroupMargin) ? GroupMargin : "";

    private static string GroupText(string text, int start, string margin)
    {
        var builder = new StringBuilder();
        for (var at = start; at < text.Length && IsAt(text, at, margin); at = NextLine(text, at))
        {
            builder.Append(text.AsSpan()[(at + margin.Length)..NextLine(text, at)]);
        }

        // Python breaks lines at more characters than the line feed, and puts its margin behind each.
        foreach (var end in "\v\f\r\u001c\u001d\u001e\u0085\u2028\u2029")
        {
            builder.Replace(end + margin, end.ToString());
        }

        return builder.ToString();
    }

    // Frames and the source below them are indented; a type's name is not.
    private static bool IsFrame(string text, int at, string margin) =>
        IsAt(text, at, margin) && (at + margin.Length >= text.Length || text[at + margin.Length] is ' ' or '\n');

    private static bool IsAt(string text, int index, string part) => string.CompareOrdinal(text, index, part, 0, part.Length) == 0;
}
