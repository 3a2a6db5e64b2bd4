namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Counts lines and columns, when an error asks for them.</summary>
internal static class TextPosition
{
    /// <summary>The line of a place, from 1.</summary>
    public static int LineOf(string text, int position)
    {
        var line = 1;
        for (var i = text.IndexOf('\n'); i >= 0 && i < position; i = text.IndexOf('\n', i + 1))
        {
            line++;
        }

        return line;
    }

    /// <summary>The column of a place, from 1.</summary>
    public static int ColumnOf(string text, int position) => position - (position == 0 ? -1 : text.LastIndexOf('\n', position - 1));

    /// <summary>How much of a part is on its first line.</summary>
    public static int LengthOnLine(string text, int start, int length)
    {
        var end = Math.Min(start + length, text.Length);
        var line = start < end ? text.IndexOf('\n', start, end - start) : -1;
        return (line < 0 ? end : line) - start;
    }
}
