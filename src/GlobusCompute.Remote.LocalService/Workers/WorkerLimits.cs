namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>What the workers of a service may use.</summary>
/// <param name="MaxWorkers">How many there may be.</param>
/// <param name="TaskTimeout">How long a task may run; null for ever.</param>
internal sealed record WorkerLimits(int MaxWorkers, TimeSpan? TaskTimeout);
