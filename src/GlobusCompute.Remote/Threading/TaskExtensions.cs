namespace GlobusCompute.Remote.Threading;

/// <summary>Waits for work that need not end, and lets it go.</summary>
internal static class TaskExtensions
{
    /// <summary>Waits for a task for a time. It goes on when it has not ended by then.</summary>
    /// <returns>Whether it has ended, however that was.</returns>
    public static async Task<bool> EndsWithinAsync(this Task task, TimeSpan longest, TimeProvider time)
    {
        if (!task.IsCompleted)
        {
            using var stop = new CancellationTokenSource();
            await Task.WhenAny(task, Task.Delay(longest, time, stop.Token)).ConfigureAwait(false);
            await stop.CancelAsync().ConfigureAwait(false);
        }

        return task.IsCompleted;
    }

    /// <summary>Lets a task go on in the background. What it fails with is of no interest to anybody.</summary>
    public static void Forget(this Task task) =>
        _ = task.ContinueWith(
            static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
