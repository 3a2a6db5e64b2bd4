namespace GlobusCompute.Remote.Chaos.Conducting;

/// <summary>
/// Lets calls flow between two disturbances: few until results stream again, which the calls before a disturbance are there to see, then the others at an
/// even pace, so that most results are streamed. The last of them are under way when the next disturbance begins.
/// </summary>
internal static class Flow
{
    // A stream that was cut off is back after seconds, one that was stalled after the connection's time limit.
    private const int MostTrickling = 200;
    private const double Trickle = 0.3;
    private const int Portions = 20;
    private static readonly TimeSpan s_portion = TimeSpan.FromMilliseconds(100);

    /// <summary>Allows the calls of one step.</summary>
    public static async Task LetAsync(ClientProcess client, int from, int to)
    {
        using var timer = new PeriodicTimer(s_portion);
        var allowed = from;
        for (var i = 1; i <= MostTrickling && !client.IsStreaming && !client.HasExited; i++)
        {
            allowed = from + (int)((to - from) * Trickle * i / MostTrickling);
            client.Allow(allowed);
            await timer.WaitForNextTickAsync();
        }

        for (var i = 1; i <= Portions && !client.HasExited; i++)
        {
            client.Allow(allowed + ((to - allowed) * i / Portions));
            await timer.WaitForNextTickAsync();
        }
    }
}
