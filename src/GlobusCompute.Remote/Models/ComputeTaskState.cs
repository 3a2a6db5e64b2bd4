namespace GlobusCompute.Remote.Models;

/// <summary>Specifies the state of a task. Unknown words of the service mean that it is pending.</summary>
public enum ComputeTaskState
{
    /// <summary>It has not ended, as far as the service knows.</summary>
    Pending = 0,

    /// <summary>It has a result.</summary>
    Succeeded = 1,

    /// <summary>It failed, or the service does not know it (any more).</summary>
    Failed = 2,
}
