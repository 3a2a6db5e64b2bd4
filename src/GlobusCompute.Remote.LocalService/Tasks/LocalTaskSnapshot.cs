namespace GlobusCompute.Remote.LocalService;

/// <summary>One task of a <see cref="LocalComputeService"/> as it was when it was looked at.</summary>
public sealed record LocalTaskSnapshot
{
    /// <summary>Gets or sets the task's id, as submission answered it.</summary>
    public required Guid TaskId { get; init; }

    /// <summary>Gets or sets the name under which its function was registered.</summary>
    public required string FunctionName { get; init; }

    /// <summary>
    /// Gets or sets the user whose token its request carried: a name of <see cref="LocalComputeServiceSettings.Users"/>, or
    /// <see cref="LocalComputeService.DefaultUser"/>. Default empty.
    /// </summary>
    public string User { get; init; } = "";

    /// <summary>Gets or sets the id of the request that submitted it, as the service answered it; all its tasks are of one user. Default all zero.</summary>
    public Guid RequestId { get; init; }

    /// <summary>Gets or sets the time when the service accepted the task, by its clock.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>Gets or sets the time when the function started, by this machine's clock; null if it has not started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Gets or sets the time when the result arrived, by the service's clock; null while the task runs.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Gets or sets the run time of the function so far; null if it has not started.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>
    /// Gets or sets the reason of a failure in one line: the last line of the traceback, or the service's description of a lost worker. Null while it runs and
    /// when it succeeded.
    /// </summary>
    public string? Failure { get; init; }
}
