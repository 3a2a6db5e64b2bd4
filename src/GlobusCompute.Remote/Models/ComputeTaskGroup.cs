namespace GlobusCompute.Remote.Models;

/// <summary>The tasks of a task group, as the service lists them.</summary>
/// <param name="TaskGroupId">The task group.</param>
/// <param name="Tasks">Its tasks, in the service's order.</param>
public sealed record ComputeTaskGroup(Guid TaskGroupId, IReadOnlyList<ComputeTaskGroupEntry> Tasks);
