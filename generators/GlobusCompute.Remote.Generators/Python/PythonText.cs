namespace GlobusCompute.Remote.Generators.Python;

/// <summary>Brings Python text into the form in which it is embedded; the library does the same again before it hashes it.</summary>
internal static class PythonText
{
    /// <summary>LF line ends and no byte order mark.</summary>
    public static string Normalise(string text)
    {
        var content = text.TrimStart('\uFEFF');
        return content.IndexOf('\r') < 0 ? content : content.Replace("\r\n", "\n").Replace('\r', '\n');
    }

    /// <summary>Removes the indentation that all lines have in common, as the library does before it registers a source.</summary>
    public static string Dedent(string text)
    {
        var lines = text.Split('\n');
        string? common = null;
        foreach (var line in lines)
        {
            var content = line.TrimStart(' ', '\t');
            if (content.Length > 0)
            {
                var indentation = line.Substring(0, line.Length - content.Length);
                common = common is null ? indentation : CommonPrefix(common, indentation);
            }
        }

        if (common is not { Length: > 0 })
        {
            return text;
        }

        return string.Join(
            "\n", lines.Select(line => line.StartsWith(common, StringComparison.Ordinal) ? line.Substring(common.Length) : line.TrimStart(' ', '\t')));
    }

    /// <summary>Whether the text holds half of a surrogate pair, which UTF-8 has no form for.</summary>
    public static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static string CommonPrefix(string a, string b)
    {
        var length = 0;
        while (length < a.Length && length < b.Length && a[length] == b[length])
        {
            length++;
        }

        return a.Substring(0, length);
    }
}
