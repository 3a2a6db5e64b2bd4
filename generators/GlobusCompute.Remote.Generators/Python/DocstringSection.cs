namespace GlobusCompute.Remote.Generators.Python;

/// <summary>A section of a docstring: its heading, and what its lines are.</summary>
/// <param name="heading">The heading as written, without colon.</param>
/// <param name="kind">What its lines are.</param>
/// <param name="style">How it is written.</param>
/// <param name="inline">What stands behind the heading on its line.</param>
internal readonly struct DocstringSection(string heading, DocstringSectionKind kind, DocstringStyle style, string inline)
{
    private static readonly Dictionary<string, DocstringSectionKind> s_kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["args"] = DocstringSectionKind.Parameters,
        ["arguments"] = DocstringSectionKind.Parameters,
        ["params"] = DocstringSectionKind.Parameters,
        ["parameters"] = DocstringSectionKind.Parameters,
        ["keyword args"] = DocstringSectionKind.Parameters,
        ["keyword arguments"] = DocstringSectionKind.Parameters,
        ["other parameters"] = DocstringSectionKind.Parameters,
        ["attributes"] = DocstringSectionKind.Parameters,
        ["return"] = DocstringSectionKind.Returns,
        ["returns"] = DocstringSectionKind.Returns,
        ["yield"] = DocstringSectionKind.Returns,
        ["yields"] = DocstringSectionKind.Returns,
        ["raise"] = DocstringSectionKind.Raises,
        ["raises"] = DocstringSectionKind.Raises,
        ["example"] = DocstringSectionKind.Examples,
        ["examples"] = DocstringSectionKind.Examples,
        ["note"] = DocstringSectionKind.Notes,
        ["notes"] = DocstringSectionKind.Notes,
        ["extended summary"] = DocstringSectionKind.Notes,
        ["attention"] = DocstringSectionKind.Other,
        ["caution"] = DocstringSectionKind.Other,
        ["danger"] = DocstringSectionKind.Other,
        ["error"] = DocstringSectionKind.Other,
        ["hint"] = DocstringSectionKind.Other,
        ["important"] = DocstringSectionKind.Other,
        ["methods"] = DocstringSectionKind.Other,
        ["receives"] = DocstringSectionKind.Other,
        ["references"] = DocstringSectionKind.Other,
        ["see also"] = DocstringSectionKind.Other,
        ["tip"] = DocstringSectionKind.Other,
        ["todo"] = DocstringSectionKind.Other,
        ["usage"] = DocstringSectionKind.Other,
        ["warning"] = DocstringSectionKind.Other,
        ["warnings"] = DocstringSectionKind.Other,
        ["warns"] = DocstringSectionKind.Other,
    };

    private static readonly int s_longest = s_kinds.Keys.Max(key => key.Length);

    /// <summary>The heading as written, without colon.</summary>
    public string Heading => heading;

    /// <summary>What its lines are.</summary>
    public DocstringSectionKind Kind => kind;

    /// <summary>How it is written.</summary>
    public DocstringStyle Style => style;

    /// <summary>What stands behind the heading on its line.</summary>
    public string Inline => inline;

    /// <summary>Reads the heading that a line is, or gives null.</summary>
    /// <param name="lines">The lines of the docstring.</param>
    /// <param name="at">The line.</param>
    public static DocstringSection? Read(IReadOnlyList<string> lines, int at)
    {
        var line = lines[at];
        if (line.Length == 0 || line[0] == ' ')
        {
            return null;
        }

        var text = line.TrimEnd();
        if (text.Length <= s_longest && s_kinds.TryGetValue(text, out var kind) && at + 1 < lines.Count && IsUnderline(lines[at + 1]))
        {
            return new(text, kind, DocstringStyle.Numpy, "");
        }

        var colon = line.IndexOf(':', 0, Math.Min(line.Length, s_longest + 1));
        if (colon < 0 || !s_kinds.TryGetValue(line.Substring(0, colon), out kind))
        {
            return null;
        }

        // "Returns: the sum." is read where it starts with a capital; "Note: ..." on one line is a paragraph like others.
        var inline = line.Substring(colon + 1).Trim();
        var isSection = inline.Length == 0
            ? IsIndentedBelow(lines, at)
            : kind is DocstringSectionKind.Returns or DocstringSectionKind.Raises && char.IsUpper(line[0]);
        return isSection ? new(line.Substring(0, colon), kind, DocstringStyle.Google, inline) : null;
    }

    private static bool IsUnderline(string line)
    {
        var text = line.TrimEnd();
        return text.Length >= 3 && (text.All(c => c == '-') || text.All(c => c == '='));
    }

    /// <summary>Whether the next line that is not empty is indented. Only the next two are looked at.</summary>
    private static bool IsIndentedBelow(IReadOnlyList<string> lines, int at)
    {
        for (var i = at + 1; i < lines.Count && i <= at + 2; i++)
        {
            if (lines[i].Trim().Length > 0)
            {
                return lines[i][0] == ' ';
            }
        }

        return false;
    }
}

/// <summary>What the lines of a section are.</summary>
internal enum DocstringSectionKind
{
    /// <summary>Something that has no place of its own. Its heading is kept.</summary>
    Other,

    /// <summary>Parameters or attributes.</summary>
    Parameters,

    /// <summary>The result.</summary>
    Returns,

    /// <summary>Exceptions.</summary>
    Raises,

    /// <summary>Examples.</summary>
    Examples,

    /// <summary>More text.</summary>
    Notes,
}

/// <summary>How a section is written.</summary>
internal enum DocstringStyle
{
    /// <summary>Below <c>Heading:</c>, indented.</summary>
    Google,

    /// <summary>Below an underlined heading.</summary>
    Numpy,
}
