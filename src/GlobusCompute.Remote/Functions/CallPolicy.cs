namespace GlobusCompute.Remote.Functions;

/// <summary>How calls of a function are treated here; nothing of it travels.</summary>
/// <param name="Timeout">How long a call may take until its future ends, or null for no limit.</param>
/// <param name="IsIdempotent">Whether running a call twice does no harm.</param>
internal sealed record CallPolicy(TimeSpan? Timeout = null, bool IsIdempotent = false)
{
    public static CallPolicy Default { get; } = new();
}
