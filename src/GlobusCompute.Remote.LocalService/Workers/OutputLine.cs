namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>A line that a worker has printed.</summary>
/// <param name="Number">Its place among all lines, from 1.</param>
/// <param name="At">When it was read.</param>
/// <param name="Worker">The number of the worker.</param>
/// <param name="TaskId">The task that has printed it, as far as the worker knows; null for what came before the first task.</param>
/// <param name="Text">The line, clipped.</param>
internal sealed record OutputLine(long Number, DateTimeOffset At, int Worker, Guid? TaskId, string Text);
