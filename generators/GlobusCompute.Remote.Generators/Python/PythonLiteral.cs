using System.Text;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>Reads the values of Python's literals.</summary>
internal static class PythonLiteral
{
    /// <summary>The characters of a string, or of strings that follow each other or are added; null for bytes, for f-strings and for everything else.</summary>
    public static string? ReadString(string expression) =>
        PythonConstant.Read(expression) is { Kind: PythonConstantKind.String } constant ? constant.Text : null;

    /// <summary>The value of a number as far as a double holds it, or null for what is not a plain number. A sign may stand before it.</summary>
    public static double? ReadNumber(string expression) => PythonConstant.Read(expression) switch
    {
        { Kind: PythonConstantKind.Integer, Integer: var value } => (double)value,
        { Kind: PythonConstantKind.Float, Real: var value } => value,
        _ => null,
    };

    /// <summary>Removes the indentation that all lines but the first have in common and blank lines around, as <c>inspect.cleandoc</c> does.</summary>
    public static string CleanDocumentation(string text)
    {
        var lines = text.Split('\n').Select(ExpandTabs).ToArray();
        var margin = int.MaxValue;
        for (var i = 1; i < lines.Length; i++)
        {
            var content = lines[i].TrimStart().Length;
            margin = content > 0 ? Math.Min(margin, lines[i].Length - content) : margin;
        }

        lines[0] = lines[0].TrimStart();
        for (var i = 1; i < lines.Length && margin < int.MaxValue; i++)
        {
            lines[i] = lines[i].Length > margin ? lines[i].Substring(margin) : "";
        }

        var last = lines.Length - 1;
        while (last >= 0 && lines[last].Length == 0)
        {
            last--;
        }

        var first = 0;
        while (first < last && lines[first].Length == 0)
        {
            first++;
        }

        return last < 0 ? "" : string.Join("\n", lines, first, last - first + 1);
    }

    private static string ExpandTabs(string line)
    {
        if (line.IndexOf('\t') < 0)
        {
            return line;
        }

        var builder = new StringBuilder(line.Length + 8);
        foreach (var c in line)
        {
            builder.Append(c == '\t' ? ' ' : c, c == '\t' ? 8 - (builder.Length % 8) : 1);
        }

        return builder.ToString();
    }
}
