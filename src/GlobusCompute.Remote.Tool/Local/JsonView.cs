using GlobusCompute.Remote.LocalService;

namespace GlobusCompute.Remote.Tool.Local;

/// <summary>For programs: one line, and nothing else ever.</summary>
internal sealed class JsonView(TextWriter output) : ILocalView
{
    public async Task RunAsync(ReadyMessage ready, Func<LocalTaskStatistics> look, CancellationToken stop)
    {
        await output.WriteLineAsync(ready.ToJson()).ConfigureAwait(false);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
