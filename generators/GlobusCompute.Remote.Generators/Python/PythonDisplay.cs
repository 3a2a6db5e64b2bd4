namespace GlobusCompute.Remote.Generators.Python;

/// <summary>Takes apart lists, tuples, dictionaries, calls and strings as they are written.</summary>
internal static class PythonDisplay
{
    /// <summary>The arguments of a call, or the bases of a class.</summary>
    /// <param name="statement">The tokens of the call.</param>
    /// <param name="open">Where its bracket opens; behind the end, there are none.</param>
    public static IEnumerable<PythonArgument> Arguments(PythonStatement statement, int open)
    {
        foreach (var part in Parts(statement, open))
        {
            var isKeyword = part.IsIdentifier(0) && part.Is(1, "=");
            yield return isKeyword ? new(part.TextAt(0), part.Slice(2, part.Count)) : new(null, part);
        }
    }

    /// <summary>The items of a list or tuple, without its brackets too, or null where the tokens are none.</summary>
    public static IReadOnlyList<PythonStatement>? Items(PythonStatement display)
    {
        if ((display.Is(0, "[") || display.Is(0, "(")) && Close(display, 0) == display.Count - 1)
        {
            return [.. Parts(display, 0)];
        }

        return display.Count > 0 && display.Find(",", 0, display[0].Depth) < display.Count ? [.. Split(display, display[0].Depth)] : null;
    }

    /// <summary>The keys and values of a dictionary, or null where the tokens are none.</summary>
    public static IReadOnlyList<(PythonStatement Key, PythonStatement Value)>? Pairs(PythonStatement display)
    {
        if (!display.Is(0, "{") || Close(display, 0) != display.Count - 1)
        {
            return null;
        }

        var pairs = new List<(PythonStatement, PythonStatement)>();
        foreach (var part in Parts(display, 0))
        {
            var colon = part.Find(":", 0, part[0].Depth);
            if (colon == part.Count)
            {
                return null;
            }

            pairs.Add((part.Slice(0, colon), part.Slice(colon + 1, part.Count)));
        }

        return pairs;
    }

    /// <summary>The text of a string, or of strings that follow each other, in round brackets too; null where the tokens are anything else.</summary>
    public static string? ReadString(PythonStatement statement) => PythonConstantReader.ReadText(statement);

    /// <summary>The strings of a list or tuple, or null where the tokens are anything else.</summary>
    public static IReadOnlyList<string>? ReadStrings(PythonStatement display)
    {
        var texts = Items(display)?.Select(ReadString).ToArray();
        return texts is null || Array.IndexOf(texts, null) >= 0 ? null : Array.ConvertAll(texts, text => text!);
    }

    /// <summary>Where a bracket closes, or the end.</summary>
    public static int Close(PythonStatement statement, int open)
    {
        var close = open + 1;
        while (close < statement.Count && statement[close].Depth > statement[open].Depth)
        {
            close++;
        }

        return close;
    }

    private static IEnumerable<PythonStatement> Parts(PythonStatement statement, int open) =>
        open < statement.Count ? Split(statement.Slice(open + 1, Close(statement, open)), statement[open].Depth + 1) : [];

    private static IEnumerable<PythonStatement> Split(PythonStatement list, int depth)
    {
        for (var from = 0; from < list.Count;)
        {
            var end = list.Find(",", from, depth);
            if (end > from)
            {
                yield return list.Slice(from, end);
            }

            from = end + 1;
        }
    }
}

/// <summary>An argument of a call.</summary>
/// <param name="name">The keyword, or null.</param>
/// <param name="value">Its tokens.</param>
internal readonly struct PythonArgument(string? name, PythonStatement value)
{
    /// <summary>The keyword, or null.</summary>
    public string? Name => name;

    /// <summary>Its tokens.</summary>
    public PythonStatement Value => value;
}
