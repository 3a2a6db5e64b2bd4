using System.Buffers;
using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Functions;

/// <summary>Reads of Python text as much as a function's name takes: the <c>def</c>s at module level.</summary>
internal static class PythonText
{
    private static readonly SearchValues<char> s_nameEnds = SearchValues.Create("( \t[:\\\n");

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
                var name = PythonIdentifier.Normalize((end < 0 ? line : line[..end]).ToString());
                if (PythonIdentifier.Refuse(name) is null && !names.Contains(name))
                {
                    names.Add(name);
                }
            }

            at = NextStatement(source, at);
        }

        return names;
    }

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

    // A prefix makes no difference here: a backslash keeps the quote after it from ending the string in raw strings, too.
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
