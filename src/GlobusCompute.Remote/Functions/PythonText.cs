using System.Buffers;
using System.Text;

namespace GlobusCompute.Remote.Functions;

/// <summary>Reads of Python text as much as a function's name takes: the <c>def</c>s at module level, and whether a word is a name.</summary>
internal static class PythonText
{
    private static readonly SearchValues<char> s_nameEnds = SearchValues.Create("( \t[:\\\n");

    private static readonly HashSet<string> s_keywords = new(StringComparer.Ordinal)
    {
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else",
        "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise",
        "return", "try", "while", "with", "yield",
    };

    /// <summary>Whether Python takes a text for a name.</summary>
    public static bool IsName(string text)
    {
        if (text.Length == 0 || s_keywords.Contains(text) || char.IsAsciiDigit(text[0]))
        {
            return false;
        }

        foreach (var rune in text.EnumerateRunes())
        {
            // As in Python's tokenizer, what is beyond ASCII is looked at no closer than for being a letter or a digit.
            if (rune.Value != '_' && !Rune.IsLetterOrDigit(rune))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The names of the functions defined at module level, in order, each once. Conditional ones and methods are not among them.</summary>
    /// <param name="source">Normalised text.</param>
    public static IReadOnlyList<string> TopLevelFunctions(string source)
    {
        var names = new List<string>();
        var at = 0;
        while (at < source.Length)
        {
            var line = source.AsSpan(at);
            if (line.StartsWith("async") && line.Length > 5 && line[5] is ' ' or '\t')
            {
                line = line[5..].TrimStart(" \t");
            }

            if (line.StartsWith("def") && line.Length > 3 && line[3] is ' ' or '\t')
            {
                line = line[3..].TrimStart(" \t");
                var end = line.IndexOfAny(s_nameEnds);
                var name = (end < 0 ? line : line[..end]).ToString();
                if (IsName(name) && !names.Contains(name))
                {
                    names.Add(name);
                }
            }

            at = NextStatement(source, at);
        }

        return names;
    }

    /// <summary>Whether a text holds a name as a word of its own.</summary>
    public static bool Mentions(string source, string name)
    {
        for (var at = source.IndexOf(name, StringComparison.Ordinal); at >= 0; at = source.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var end = at + name.Length;
            if ((at == 0 || !IsNamePart(source[at - 1])) && (end == source.Length || !IsNamePart(source[end])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNamePart(char c) => c == '_' || char.IsLetterOrDigit(c) || char.IsSurrogate(c);

    /// <summary>Where the next line begins that is not inside a string, brackets or a continued line.</summary>
    private static int NextStatement(string source, int at)
    {
        var depth = 0;
        while (at < source.Length)
        {
            switch (source[at])
            {
                case '\n':
                    at++;
                    if (depth <= 0)
                    {
                        return at;
                    }

                    break;
                case '#':
                    var end = source.IndexOf('\n', at);
                    at = end < 0 ? source.Length : end;
                    break;
                case '\\':
                    at += 2;
                    break;
                case '"' or '\'':
                    at = AfterString(source, at);
                    break;
                case '(' or '[' or '{':
                    depth++;
                    at++;
                    break;
                case ')' or ']' or '}':
                    depth--;
                    at++;
                    break;
                default:
                    at++;
                    break;
            }
        }

        return source.Length;
    }

    // A prefix makes no difference here: a backslash keeps the quote behind it from ending the string in raw strings, too.
    private static int AfterString(string source, int at)
    {
        var quote = source[at];
        var isLong = at + 2 < source.Length && source[at + 1] == quote && source[at + 2] == quote;
        at += isLong ? 3 : 1;
        while (at < source.Length)
        {
            var c = source[at];
            if (c == '\\')
            {
                at += 2;
            }
            else if (c == quote && (!isLong || (at + 2 < source.Length && source[at + 1] == quote && source[at + 2] == quote)))
            {
                return at + (isLong ? 3 : 1);
            }
            else if (c == '\n' && !isLong)
            {
                return at;
            }
            else
            {
                at++;
            }
        }

        return source.Length;
    }
}
