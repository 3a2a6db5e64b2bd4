using System.Diagnostics;
using GlobusCompute.Remote.Chaos.Plan;

namespace GlobusCompute.Remote.Chaos.Service;

/// <summary>A task that the service has accepted, which is when it runs.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">The function.</param>
/// <param name="Number">The call that it is of.</param>
/// <param name="Run">The how manieth run of this call it is, from 1 on.</param>
/// <param name="ReadyAt">The timestamp from which its result is known.</param>
internal sealed record ChaosTask(Guid Id, CallKind Kind, long Number, int Run, long ReadyAt)
{
    public bool IsReady => Stopwatch.GetTimestamp() >= ReadyAt;

    public TimeSpan Delay => IsReady ? TimeSpan.Zero : Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), ReadyAt);
}
