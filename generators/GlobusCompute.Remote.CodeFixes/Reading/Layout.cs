using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.CodeFixes.Reading;

/// <summary>How a text is laid out, so that what is added to it looks like the rest.</summary>
internal static class Layout
{
    /// <summary>The end of the text's first line, or LF where there is only one line.</summary>
    public static string NewLine(SourceText text)
    {
        var first = text.Lines[0];
        return first.EndIncludingLineBreak > first.End ? text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak)) : "\n";
    }

    /// <summary>The white space in front of the line on which a node begins.</summary>
    public static string Indentation(SourceText text, int position)
    {
        var line = text.ToString(text.Lines.GetLineFromPosition(position).Span);
        return line.Substring(0, line.Length - line.TrimStart(' ', '\t').Length);
    }

    /// <summary>One level more than an indentation.</summary>
    public static string Deeper(string indentation) => indentation + (indentation.StartsWith("\t", StringComparison.Ordinal) ? "\t" : "    ");

    /// <summary>Puts lines, of which none ends, behind an indentation each.</summary>
    public static string Lines(IEnumerable<string> lines, string indentation, string newLine) =>
        string.Concat(lines.Select(line => (line.Length == 0 ? "" : indentation + line) + newLine));

    /// <summary>A document with one change.</summary>
    public static async Task<Document> ChangeAsync(Document document, TextChange change, CancellationToken cancellationToken)
    {
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        return document.WithText(text.WithChanges(change));
    }
}
