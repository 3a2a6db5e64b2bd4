namespace GlobusCompute.Remote.Wire;

/// <summary>What the service knows of a task. Words other than success and failed, also unknown ones, mean pending (protocol.md §3.7).</summary>
internal enum TaskState
{
    Pending,
    Succeeded,
    Failed,

    /// <summary>There is no such task, or none that this identity may see.</summary>
    Unknown,
}
