namespace GlobusCompute.Remote.LocalService;

/// <summary>One task of a <see cref="LocalComputeService"/> as it was when it was looked at.</summary>
public sealed record LocalTaskSnapshot
{
    /// <summary>The task's id, as submission answered it.</summary>
    public required Guid TaskId { get; init; }

    /// <summary>The name under which its function was registered.</summary>
    public required string FunctionName { get; init; }

    /// <summary>When the task was accepted, by the service's clock.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When its function began to run, by this machine's clock; null if it never did.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its result was there, by the service's clock; null while it runs.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How long the function ran, or has run so far; null if it never did.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>
    /// Why the task failed, in one line: the last of the traceback, or what the service says of a lost worker. Null while it runs and
    /// when it succeeded.
    /// </summary>
    public string? Failure { get; init; }
}
