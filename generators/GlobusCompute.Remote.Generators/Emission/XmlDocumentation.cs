using System.Text;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Shared.Python;
using GlobusCompute.Remote.Shared.Text;

namespace GlobusCompute.Remote.Generators.Emission;

/// <summary>Writes what a docstring says as documentation of C#.</summary>
internal static class XmlDocumentation
{
    /// <summary>The lines, each with <c>///</c>, not indented; none for a docstring that says nothing.</summary>
    /// <param name="documentation">What the docstring says.</param>
    /// <param name="parameters">The C# parameters in order, without <c>@</c>, each with the name that Python has for it.</param>
    /// <param name="hasReturns">Whether the member gives a value.</param>
    public static IReadOnlyList<string> Write(PythonDocumentation documentation, IEnumerable<(string CSharp, string Python)> parameters, bool hasReturns)
    {
        var lines = new List<string>();
        Add(lines, "summary", "summary", [documentation.Summary]);
        foreach (var (name, python) in parameters)
        {
            Add(lines, $"param name=\"{Escape(name)}\"", "param", [documentation.FindParameter(python) ?? ""]);
        }

        Add(lines, "returns", "returns", hasReturns && documentation.Returns is { } returns ? [returns] : []);
        Add(lines, "remarks", "remarks", documentation.Remarks.Concat(documentation.Raises.Select(Raised)));
        foreach (var example in documentation.Examples)
        {
            lines.AddRange(["/// <example>", "/// <code>", .. example.Split('\n').Select(line => "/// " + Escape(line)), "/// </code>", "/// </example>"]);
        }

        return lines;
    }

    /// <summary>A docstring that says nothing of parameters: of a class, an enum or a member.</summary>
    public static IReadOnlyList<string> Write(string? docstring, IEnumerable<(string CSharp, string Python)> parameters, bool hasReturns) =>
        docstring is null ? [] : Write(DocstringReader.Read(docstring), parameters, hasReturns);

    /// <summary>
    /// A line of text as XML: escaped, without characters that XML or a comment cannot hold, and with code in backticks as <c>c</c> elements.
    /// </summary>
    public static string Inline(string line)
    {
        var builder = new StringBuilder(line.Length + 16);
        var from = 0;
        for (var open = line.IndexOf('`'); open >= 0 && from <= open; open = open < line.Length ? line.IndexOf('`', open) : -1)
        {
            var width = open + 1 < line.Length && line[open + 1] == '`' ? 2 : 1;
            var close = line.IndexOf(width == 2 ? "``" : "`", open + width, StringComparison.Ordinal);
            if (close <= open + width)
            {
                break;
            }

            builder.Append(Escape(line.Substring(from, StartOfRole(line, from, open) - from)));
            builder.Append("<c>").Append(Escape(line.Substring(open + width, close - open - width).TrimStart('~'))).Append("</c>");
            from = open = close + width;
        }

        return builder.Append(Escape(line.Substring(from))).ToString();
    }

    /// <summary>Text as XML, without characters that XML or a comment cannot hold.</summary>
    public static string Escape(string text)
    {
        var builder = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '&':
                    builder.Append("&amp;");
                    break;
                case '<':
                    builder.Append("&lt;");
                    break;
                case '>':
                    builder.Append("&gt;");
                    break;
                case '"':
                    builder.Append("&quot;");
                    break;
                case '\t':
                    builder.Append("    ");
                    break;

                // These end a line of C#, and what follows them would be code.
                case '\r' or '\n' or '\u0085' or '\u2028' or '\u2029':
                    builder.Append(' ');
                    break;
                case < ' ' or '\u007F' or '\uFFFE' or '\uFFFF':
                    break;
                case var _ when HiddenCharacter.IsAt(text, i):
                    i += char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 1 : 0;
                    break;
                case var c when char.IsSurrogate(c):
                    if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))
                    {
                        builder.Append(c).Append(text[++i]);
                    }

                    break;
                case var c:
                    builder.Append(c);
                    break;
            }
        }

        return builder.ToString();
    }

    private static string Raised(PythonDocumentedName raised) =>
        raised.Name.Length == 0 ? $"Raises: {raised.Text}"
        : raised.Text.Length == 0 ? $"Raises ``{raised.Name}``."
        : $"Raises ``{raised.Name}``: {raised.Text}";

    /// <summary>Where a role such as <c>:class:</c> starts that ends before a backtick, or the backtick's place.</summary>
    private static int StartOfRole(string line, int from, int open)
    {
        var start = open - 1;
        if (start <= from || line[start] != ':')
        {
            return open;
        }

        do
        {
            start--;
        }
        while (start > from && (PythonIdentifier.IsPart(line[start]) || line[start] is '-'));
        return line[start] == ':' && start + 1 < open - 1 ? start : open;
    }

    private static void Add(List<string> lines, string open, string close, IEnumerable<string> texts)
    {
        var paragraphs = texts.SelectMany(DocstringText.Paragraphs).Select(Paragraph).Where(paragraph => paragraph.Length > 0).ToArray();
        switch (paragraphs)
        {
            case []:
                break;
            case [[var line]]:
                lines.Add($"/// <{open}>{line}</{close}>");
                break;
            case [var only]:
                lines.AddRange([$"/// <{open}>", .. only.Select(line => "/// " + line), $"/// </{close}>"]);
                break;
            default:
                lines.Add($"/// <{open}>");
                foreach (var paragraph in paragraphs)
                {
                    lines.AddRange(paragraph is [var line]
                        ? [$"/// <para>{line}</para>"]
                        : ["/// <para>", .. paragraph.Select(part => "/// " + part), "/// </para>"]);
                }

                lines.Add($"/// </{close}>");
                break;
        }
    }

    /// <summary>The lines of a paragraph as XML; one that is indented as a whole is code.</summary>
    private static string[] Paragraph(string text)
    {
        var lines = text.Split('\n');
        return lines[0].StartsWith("  ", StringComparison.Ordinal)
            ? ["<code>", .. lines.Select(line => Escape(line)), "</code>"]
            : [.. lines.Select(line => Inline(line.Trim())).Where(line => line.Length > 0)];
    }
}
