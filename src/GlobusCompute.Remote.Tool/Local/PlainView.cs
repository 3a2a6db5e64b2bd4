using System.Globalization;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Shared.Display;

namespace GlobusCompute.Remote.Tool.Local;

/// <summary>For files and pipes: a line for each task that finished, and now and then one that counts.</summary>
internal sealed class PlainView(TextWriter output, TimeProvider time) : ILocalView
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_summaryInterval = TimeSpan.FromSeconds(10);

    private readonly TaskRate _rate = new(time);
    private long _listed;
    private long _summarized;
    private long _lastSummary = time.GetTimestamp();

    public async Task RunAsync(ReadyMessage ready, Func<LocalTaskStatistics> look, CancellationToken stop)
    {
        foreach (var line in ready.ToLines())
        {
            await output.WriteLineAsync(line).ConfigureAwait(false);
        }

        do
        {
            Show(look());
            await Task.Delay(s_interval, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (!stop.IsCancellationRequested);

        var last = look();
        Show(last);
        output.WriteLine($"{PlainText.TimeOfDay(time.GetUtcNow())} ended: {Count(last)}");
    }

    /// <summary>Lists what finished since the last time. More than are remembered may have: those are counted.</summary>
    internal void Show(LocalTaskStatistics tasks)
    {
        var finished = tasks.Succeeded + tasks.Failed;
        var fresh = (int)Math.Min(finished - _listed, tasks.RecentlyFinished.Count);
        if (finished - _listed > fresh)
        {
            output.WriteLine($"{PlainText.TimeOfDay(time.GetUtcNow())} {finished - _listed - fresh} tasks finished that are not listed");
        }

        foreach (var task in tasks.RecentlyFinished.Skip(tasks.RecentlyFinished.Count - fresh))
        {
            output.WriteLine(Describe(task));
        }

        _listed = finished;
        var rate = _rate.Update(finished);
        if (finished != _summarized && time.GetElapsedTime(_lastSummary) >= s_summaryInterval)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{PlainText.TimeOfDay(time.GetUtcNow())} {Count(tasks)}, {rate:0.0} tasks/s"));
            (_summarized, _lastSummary) = (finished, time.GetTimestamp());
        }
    }

    private static string Count(LocalTaskStatistics tasks) =>
        $"{tasks.Waiting} waiting, {tasks.Running.Count} running, {tasks.Succeeded} succeeded, {tasks.Failed} failed";

    private static string Describe(LocalTaskSnapshot task)
    {
        var name = $"{PlainText.TimeOfDay(task.FinishedAt!.Value)} {PlainText.Clean(task.FunctionName)}";
        return task.Failure is null
            ? $"{name} succeeded in {DurationText.Of(task.Duration ?? TimeSpan.Zero)}"
            : $"{name} failed{(task.Duration is { } duration ? $" after {DurationText.Of(duration)}" : "")}: {PlainText.Clean(task.Failure)}";
    }
}
