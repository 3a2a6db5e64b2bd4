using System.Runtime.CompilerServices;
using Xunit;

namespace GlobusCompute.Remote.Testing;

/// <summary>Waits for what another thread or process is about to do.</summary>
internal static class Eventually
{
    private const int QuickLooks = 100;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(2);

    /// <summary>Waits until a condition is true; fails with its text when it is not within a minute.</summary>
    public static Task TrueAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string text = "") =>
        TrueAsync(() => Task.FromResult(condition()), text);

    /// <summary>Waits until a question is answered with yes; fails with its text when it is not within a minute.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string text = "")
    {
        // Mostly the other thread is about to do it. Where it takes longer, looking again must not take the processor from it.
        for (var looks = 0; looks < QuickLooks; looks++)
        {
            if (await condition())
            {
                return;
            }

            await Task.Yield();
        }

        using var limit = new CancellationTokenSource(s_limit);
        using var timer = new PeriodicTimer(s_interval);
        while (!await condition())
        {
            try
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"Within {s_limit} this did not become true: {text}");
            }
        }
    }
}
