namespace GlobusCompute.Remote.Shared.Shell;

/// <summary>A word whose text is more than a text to its command.</summary>
internal readonly struct ShellRisk
{
    public ShellRisk(ShellWordPlace word, string? reason, bool isExpression)
    {
        Word = word;
        Reason = reason;
        IsExpression = isExpression;
    }

    /// <summary>The word.</summary>
    public ShellWordPlace Word { get; }

    /// <summary>Why no value may stand in it; null when one may, but not several as words of their own.</summary>
    public string? Reason { get; }

    /// <summary>Whether a variable's name alone stands for its value in it.</summary>
    public bool IsExpression { get; }
}
