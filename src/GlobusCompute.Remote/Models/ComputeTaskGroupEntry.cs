namespace GlobusCompute.Remote.Models;

/// <summary>One task of a <see cref="ComputeTaskGroup"/>.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="CreatedAt">When the service took it, in UTC; null when it does not say so readably.</param>
public sealed record ComputeTaskGroupEntry(Guid TaskId, DateTimeOffset? CreatedAt);
