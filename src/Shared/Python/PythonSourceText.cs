namespace GlobusCompute.Remote.Shared.Python;

/// <summary>Brings Python text into the one form that is embedded, hashed and registered.</summary>
internal static class PythonSourceText
{
    /// <summary>LF line ends, no byte order mark, and no indentation common to all lines.</summary>
    public static string Normalize(string text) => Dedent(NormalizeLines(text));

    /// <summary>LF line ends and no byte order mark.</summary>
    public static string NormalizeLines(string text)
    {
        var content = text.TrimStart('\uFEFF');
        return content.IndexOf('\r') < 0 ? content : content.Replace("\r\n", "\n").Replace('\r', '\n');
    }

    /// <summary>Removes the indentation that all lines have in common, blank ones aside.</summary>
    /// <param name="text">Text with LF line ends.</param>
    public static string Dedent(string text)
    {
        var lines = text.Split('\n');
        string? common = null;
        foreach (var line in lines)
        {
            var indentation = Indentation(line);
            if (indentation < line.Length)
            {
                common = common is null ? line.Substring(0, indentation) : common.Substring(0, CommonPrefix(common, line, indentation));
            }
        }

        if (common is not { Length: > 0 })
        {
            return text;
        }

        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = lines[i].Substring(lines[i].StartsWith(common, StringComparison.Ordinal) ? common.Length : Indentation(lines[i]));
        }

        return string.Join("\n", lines);
    }

    /// <summary>Whether the text contains an unpaired surrogate, which UTF-8 has no form for.</summary>
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

    private static int Indentation(string line)
    {
        var length = 0;
        while (length < line.Length && line[length] is ' ' or '\t')
        {
            length++;
        }

        return length;
    }

    private static int CommonPrefix(string common, string line, int end)
    {
        var length = 0;
        while (length < common.Length && length < end && common[length] == line[length])
        {
            length++;
        }

        return length;
    }
}
