using GlobusCompute.Remote.LocalService.Tasks;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>A worker as it was when it was looked at.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="IsReady">Whether it can take tasks; else it is starting.</param>
/// <param name="PythonVersion">The version of its Python; null while it starts.</param>
/// <param name="Running">The task that it runs; null if it runs none.</param>
/// <param name="RunningFor">How long it has run that task; null if it runs none.</param>
/// <param name="Ahead">How many tasks it has besides that it has not started.</param>
/// <param name="Finished">How many tasks it has finished.</param>
internal sealed record WorkerSnapshot(
    int Number, int ProcessId, bool IsReady, string? PythonVersion, LocalTask? Running, TimeSpan? RunningFor, int Ahead, long Finished);
