namespace GlobusCompute.Remote.Shared.Shell;

/// <summary>One place of a command that an argument fills.</summary>
internal sealed class ShellField
{
    public ShellField(string name, int start, int length)
    {
        Name = name;
        Start = start;
        Length = length;
    }

    /// <summary>The name between the braces.</summary>
    public string Name { get; }

    /// <summary>Where the field begins in the command's text, brace included.</summary>
    public int Start { get; }

    /// <summary>Its length, braces included.</summary>
    public int Length { get; }

    /// <summary>Where its mark stands in the text that is scanned.</summary>
    public int Position { get; set; }

    /// <summary>In how many commands within others it stands.</summary>
    public int Depth { get; set; }

    /// <summary>Whether nothing of the command touches the field, so that it may become several words, or none.</summary>
    public bool IsWholeWord { get; set; }

    /// <summary>Why quotes around a value would not protect it here, or null when they do.</summary>
    public string? Danger { get; set; }
}
