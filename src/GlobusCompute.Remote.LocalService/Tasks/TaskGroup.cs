namespace GlobusCompute.Remote.LocalService.Tasks;

/// <summary>The tasks that were submitted to one group.</summary>
/// <param name="Owner">Who submitted to it first; null if it has no tasks.</param>
internal sealed record TaskGroup(string? Owner)
{
    public Dictionary<Guid, LocalTask> Tasks { get; } = [];
}
