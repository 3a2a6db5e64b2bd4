namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>A worker that ended although nobody had ordered it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="At">When its end was noticed.</param>
/// <param name="How">How it ended.</param>
/// <param name="TaskId">The task that was lost with it; null if none was.</param>
internal sealed record LostWorker(int Number, int ProcessId, DateTimeOffset At, string How, Guid? TaskId);
