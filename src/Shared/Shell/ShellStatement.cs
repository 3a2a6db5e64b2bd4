namespace GlobusCompute.Remote.Shared.Shell;

/// <summary>One simple command: its assignments, its name and its arguments.</summary>
internal sealed class ShellStatement
{
    private static readonly HashSet<string> s_keywords =
        ["if", "then", "elif", "else", "while", "until", "do", "!", "{", "time", "coproc", "command", "builtin", "-p"];

    private readonly string _text;

    public ShellStatement(string text, IReadOnlyList<ShellWordPlace> words)
    {
        _text = text;
        HereStrings = [.. words.Where(static word => word.Kind == ShellWordKind.HereString)];
        var arguments = words.Where(static word => word.Kind == ShellWordKind.Argument).ToList();
        var name = 0;
        while (name < arguments.Count && (Plain(arguments[name]) is var plain && (IsAssignment(plain) || s_keywords.Contains(plain))))
        {
            name++;
        }

        Assignments = [.. arguments.Take(name).Where(word => IsAssignment(Plain(word)))];
        Arguments = [.. arguments.Skip(name + 1)];
        Name = name < arguments.Count ? arguments[name] : null;
    }

    private ShellStatement(string text, ShellWordPlace name, IReadOnlyList<ShellWordPlace> arguments)
    {
        _text = text;
        Name = name;
        Arguments = arguments;
        Assignments = [];
        HereStrings = [];
    }

    /// <summary>The command's name, or null when there are assignments alone.</summary>
    public ShellWordPlace? Name { get; }

    public IReadOnlyList<ShellWordPlace> Assignments { get; }

    public IReadOnlyList<ShellWordPlace> Arguments { get; }

    public IReadOnlyList<ShellWordPlace> HereStrings { get; }

    /// <summary>The name without its folder.</summary>
    public string Command => Name is { } name ? Base(Plain(name)) : "";

    /// <summary>The command that an argument names, with the arguments after it.</summary>
    public ShellStatement From(int argument) => new(_text, Arguments[argument], [.. Arguments.Skip(argument + 1)]);

    /// <summary>A word without its quotes and backslashes.</summary>
    public string Plain(ShellWordPlace word)
    {
        var text = _text.Substring(word.Start, word.End - word.Start);
        return text.IndexOfAny(['\'', '"', '\\']) < 0 ? text : text.Replace("'", "").Replace("\"", "").Replace("\\", "");
    }

    /// <summary>The file's name of a path.</summary>
    public static string Base(string path) => path.Substring(path.LastIndexOf('/') + 1);

    /// <summary>Whether a word is <c>name=value</c>, <c>name+=value</c> or <c>name[subscript]=value</c>.</summary>
    public static bool IsAssignment(string word) => Target(word) is not null;

    /// <summary>The name that a word assigns to, or null when it assigns nothing.</summary>
    public static string? Target(string word)
    {
        var end = 0;
        while (end < word.Length && (char.IsLetterOrDigit(word[end]) || word[end] == '_'))
        {
            end++;
        }

        var sign = end < word.Length && word[end] == '[' ? word.IndexOf(']', end) + 1 : end;
        return end == 0 || sign <= 0 || char.IsDigit(word[0]) ? null
            : string.CompareOrdinal(word, sign, "=", 0, 1) == 0 || string.CompareOrdinal(word, sign, "+=", 0, 2) == 0 ? word.Substring(0, end)
            : null;
    }
}
