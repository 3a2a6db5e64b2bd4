namespace GlobusCompute.Remote.Wire;

/// <summary>Credentials of the result stream (protocol.md §5.1). The URL holds a password.</summary>
internal sealed record StreamAnswer(string? QueuePrefix, string? ConnectionUrl)
{
    /// <summary>Without the password.</summary>
    public override string ToString() => nameof(StreamAnswer);
}
