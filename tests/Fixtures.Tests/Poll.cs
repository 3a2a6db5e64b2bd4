namespace GlobusCompute.Remote.TestFixtures.Tests;

/// <summary>Waits for what another process is about to do, without taking the processor from it.</summary>
internal static class Poll
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(10);

    public static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(s_limit);
        using var timer = new PeriodicTimer(s_interval);
        while (!await condition())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    /// <summary>Gives a task a limit, so that what does not happen fails the test.</summary>
    public static Task InTimeAsync(Task task) => task.WaitAsync(s_limit);

    /// <inheritdoc cref="InTimeAsync(Task)"/>
    public static Task<T> InTimeAsync<T>(Task<T> task) => task.WaitAsync(s_limit);
}
