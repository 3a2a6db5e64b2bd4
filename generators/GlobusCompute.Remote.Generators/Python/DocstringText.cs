using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>Cuts lines of a docstring into texts.</summary>
internal static class DocstringText
{
    public static bool IsBlank(string line) => line.Trim().Length == 0;

    public static int Indentation(string line) => line.Length - line.TrimStart().Length;

    /// <summary>Lines without what they are all indented by and without blank lines around; the first is not counted, as it follows a heading.</summary>
    public static string Join(string first, IEnumerable<string> lines)
    {
        var rest = lines.ToArray();
        var margin = rest.Where(line => !IsBlank(line)).Select(Indentation).DefaultIfEmpty(0).Min();
        var all = rest.Select(line => IsBlank(line) ? "" : line.Substring(margin).TrimEnd()).Prepend(first.Trim()).ToList();
        while (all.Count > 0 && all[all.Count - 1].Length == 0)
        {
            all.RemoveAt(all.Count - 1);
        }

        return string.Join("\n", all.SkipWhile(line => line.Length == 0));
    }

    /// <summary>The paragraphs of a text; lines that start a list's item start a paragraph.</summary>
    public static IEnumerable<string> Paragraphs(string text)
    {
        var lines = new List<string>();
        foreach (var line in text.Split('\n').Append(""))
        {
            var isBlank = IsBlank(line);
            if ((isBlank || IsItem(line)) && lines.Count > 0)
            {
                yield return string.Join("\n", lines);
                lines.Clear();
            }

            if (!isBlank)
            {
                lines.Add(line.TrimEnd());
            }
        }
    }

    /// <summary>Where the colon stands that ends a name, with any brackets closed before it; -1 when there is none.</summary>
    public static int FindColon(string line)
    {
        var depth = 0;
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}':
                    depth--;
                    break;
                case ':' when depth <= 0 && (i + 1 == line.Length || line[i + 1] == ' '):
                    return i;
            }
        }

        return -1;
    }

    /// <summary>Whether a text reads as a type: a name with anything in brackets, or such names with <c>or</c>, <c>of</c> or <c>|</c> between them.</summary>
    public static bool IsType(string text)
    {
        var depth = 0;
        var words = 0;
        var isWord = false;
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : ' ';
            depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
            var isSpace = c == ' ' && depth <= 0;
            if (isWord && isSpace)
            {
                var word = text.Substring(start, i - start);
                var isBetween = word is "or" or "of" or "|";
                if (isBetween != (words % 2 == 1))
                {
                    return false;
                }

                words++;
            }
            else if (!isWord && !isSpace)
            {
                start = i;
            }

            isWord = !isSpace;
        }

        return words % 2 == 1;
    }

    /// <summary>The names before the colon of an item, as in <c>x, *args (int, optional)</c>, or null where the text is not a list of names.</summary>
    public static IReadOnlyList<string>? ReadNames(string text)
    {
        var bracket = text.IndexOf('(');
        var names = (bracket < 0 ? text : text.EndsWith(")", StringComparison.Ordinal) ? text.Substring(0, bracket) : "-")
            .Split(',')
            .Select(name => PythonIdentifier.Normalize(name.Trim().Trim('`').TrimStart('*', '\\').Trim()))
            .ToArray();
        return names.All(name => PythonIdentifier.Refuse(name) is null or "a Python keyword") ? names : null;
    }

    private static bool IsItem(string line) =>
        line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith("* ", StringComparison.Ordinal);
}
