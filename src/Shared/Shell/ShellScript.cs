namespace GlobusCompute.Remote.Shared.Shell;

/// <summary>What the scanner has found in a command, as places in its text.</summary>
internal sealed class ShellScript
{
    /// <summary>The words of each simple command, redirections included; those within <c>$(...)</c> are statements of their own.</summary>
    public List<IReadOnlyList<ShellWordPlace>> Statements { get; } = [];

    /// <summary>What stands between <c>((</c> and <c>))</c>, the first closing parenthesis included.</summary>
    public List<(int Start, int End)> Expressions { get; } = [];

    /// <summary>What stands between <c>${</c> and <c>}</c>.</summary>
    public List<(int Start, int End)> Expansions { get; } = [];
}

/// <summary>One word.</summary>
internal readonly struct ShellWordPlace
{
    public ShellWordPlace(int start, int end, ShellWordKind kind, int depth)
    {
        Depth = depth;
        Start = start;
        End = end;
        Kind = kind;
    }

    public int Start { get; }

    public int End { get; }

    public ShellWordKind Kind { get; }

    /// <summary>In how many commands within others it stands.</summary>
    public int Depth { get; }
}

/// <summary>What a word is to its command.</summary>
internal enum ShellWordKind
{
    /// <summary>The command's name, an argument or an assignment.</summary>
    Argument,

    /// <summary>A file behind <c>&lt;</c> or <c>&gt;</c>.</summary>
    Target,

    /// <summary>The text behind <c>&lt;&lt;&lt;</c>.</summary>
    HereString,
}
