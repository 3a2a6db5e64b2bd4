namespace GlobusCompute.Remote.Testing.Recording;

/// <summary>Finds what a top-level statement binds.</summary>
internal static class PythonNames
{
    /// <summary>Gets the names; none where the statement may do anything.</summary>
    /// <param name="code">The statement without comments and strings.</param>
    public static IReadOnlyList<string> BoundBy(string code)
    {
        var text = WithoutDecorators(code);
        var words = PythonParts.Words(text.ToString()).ToList();
        if (words.Count == 0)
        {
            return [];
        }

        switch (words[0])
        {
            case "def" or "class" or "type":
                return words.Count > 1 && IsDefinition(text, words[0]) ? [words[1]] : Assigned(text);
            case "async":
                return words.Count > 2 && words[1] == "def" ? [words[2]] : [];
            case "import" or "from":
                return Imported(text.ToString(), words);
            default:
                return Assigned(text);
        }
    }

    private static bool IsDefinition(ReadOnlySpan<char> text, string word) =>
        text.Length > word.Length && char.IsWhiteSpace(text[word.Length]) && text[(word.Length + 1)..].TrimStart() is [not '=' and not ':' and not '.', ..];

    private static ReadOnlySpan<char> WithoutDecorators(string code)
    {
        var text = code.AsSpan().TrimStart();
        while (text is ['@', ..])
        {
            var depth = 0;
            var i = 0;
            for (; i < text.Length && (text[i] != '\n' || depth > 0); i++)
            {
                depth += text[i] is '(' or '[' or '{' ? 1 : text[i] is ')' or ']' or '}' ? -1 : 0;
            }

            text = text[i..].TrimStart();
        }

        return text;
    }

    // "import a.b, c as d" binds a and d; "from x import (y, z as w)" binds y and w.
    private static List<string> Imported(string text, List<string> words)
    {
        var names = text;
        if (words[0] == "from")
        {
            var at = text.IndexOf(" import", StringComparison.Ordinal);
            if (at < 0 || text.Contains('*', StringComparison.Ordinal))
            {
                return [];
            }

            names = text[at..];
        }

        var bound = new List<string>();
        foreach (var item in names.Split(','))
        {
            var parts = PythonParts.Words(item).Where(static word => word != "import").ToList();
            var alias = parts.IndexOf("as");
            if (parts.Count > 0)
            {
                bound.Add(alias >= 0 && alias + 1 < parts.Count ? parts[alias + 1] : parts[0]);
            }
        }

        return bound;
    }

    // Of "a, b = f(x)", "x: int = 1", "x.y = 2" and "x += 1" the names before the sign; anything else is not an assignment.
    private static List<string> Assigned(ReadOnlySpan<char> text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
            if (depth != 0)
            {
                continue;
            }

            if (c == '=' || (c == ':' && i > 0))
            {
                var isComparison = c == '=' && ((i + 1 < text.Length && text[i + 1] == '=') || (i > 0 && text[i - 1] is '!' or '<' or '>'));
                var target = text[..i];
                var first = FirstWord(target);
                return isComparison || IsStatement(first) ? [] : [.. PythonParts.Words(target.ToString())];
            }

            if (c == '\n')
            {
                break;
            }
        }

        return [];
    }

    private static string FirstWord(ReadOnlySpan<char> text) => PythonParts.Words(text.ToString()).FirstOrDefault("");

    private static bool IsStatement(string word) => word is "if" or "for" or "while" or "with" or "try" or "match" or "async" or "assert" or "del" or "raise"
        or "lambda" or "";
}
