using GlobusCompute.Remote.LocalService.Tasks;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>What the end of a worker means for its tasks.</summary>
/// <param name="Task">The task that is lost with it; null for none.</param>
/// <param name="StartedAt">When that task began to run; null if it did not.</param>
/// <param name="IsOverdue">Whether the worker was killed because the task ran for too long.</param>
/// <param name="WasReady">Whether the worker had become ready.</param>
/// <param name="IsOrdered">Whether the pool is ending, and with it all workers.</param>
internal readonly record struct WorkerLoss(LocalTask? Task, DateTimeOffset? StartedAt, bool IsOverdue, bool WasReady, bool IsOrdered)
{
    /// <summary>Why the task has failed, in the words of an endpoint's engine.</summary>
    public string Describe(int processId, WorkerEnd end, TimeSpan? taskTimeout) => IsOverdue
        ? $"TaskTimeout: The task ran longer than the {taskTimeout!.Value.TotalSeconds:0.###} s that " +
            $"{nameof(LocalComputeServiceOptions)}.{nameof(LocalComputeServiceOptions.TaskTimeout)} allows; its worker process was killed."
        : $"parsl.executors.high_throughput.errors.WorkerLost: The worker process {processId} was lost " +
            $"{(StartedAt is null ? "before" : "while")} it ran this task: it {end.Describe()}";
}
