namespace GlobusCompute.Remote.Generators.Python;

/// <summary>A field of a docstring as Sphinx has it: <c>:param int x: text</c>. Epydoc's <c>@param x: text</c> is the same.</summary>
/// <param name="kind">What it is about; <see cref="DocstringSectionKind.Other"/> for types, which annotations say.</param>
/// <param name="name">The parameter or exception, or the empty string.</param>
/// <param name="text">What stands after it on its line.</param>
internal readonly struct DocstringField(DocstringSectionKind kind, string name, string text)
{
    // No name with its type is longer; a line is looked at no further.
    private const int LongestHead = 400;

    /// <summary>What it is about; <see cref="DocstringSectionKind.Other"/> for types, which annotations say.</summary>
    public DocstringSectionKind Kind => kind;

    /// <summary>The parameter or exception, or the empty string.</summary>
    public string Name => name;

    /// <summary>What stands after it on its line.</summary>
    public string Text => text;

    /// <summary>Reads the field that a line starts, or gives null.</summary>
    public static DocstringField? Read(string line)
    {
        if (line.Length == 0 || line[0] is not (':' or '@'))
        {
            return null;
        }

        var head = line.Substring(1, Math.Min(line.Length - 1, LongestHead));
        var colon = DocstringText.FindColon(head);
        var words = colon < 0 ? [] : head.Substring(0, colon).Split([' '], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || KindOf(words[0]) is not { } kind || (kind == DocstringSectionKind.Parameters && words.Length == 1))
        {
            return null;
        }

        var name = words.Length == 1 ? ""
            : kind == DocstringSectionKind.Parameters ? words[words.Length - 1].TrimStart('*', '\\')
            : string.Join(" ", words.Skip(1));
        return new(kind, name, line.Substring(colon + 2));
    }

    private static DocstringSectionKind? KindOf(string word) => word switch
    {
        "param" or "parameter" or "arg" or "argument" or "key" or "keyword" or "kwarg" or "var" or "ivar" or "cvar" => DocstringSectionKind.Parameters,
        "return" or "returns" or "yield" or "yields" => DocstringSectionKind.Returns,
        "raise" or "raises" or "except" or "exception" => DocstringSectionKind.Raises,
        "type" or "vartype" or "rtype" or "meta" => DocstringSectionKind.Other,
        _ => null,
    };
}
