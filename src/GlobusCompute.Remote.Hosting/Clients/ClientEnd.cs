using GlobusCompute.Remote.Hosting.Diagnostics;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Hosting.Clients;

/// <summary>Ends clients together with the app.</summary>
internal static class ClientEnd
{
    /// <summary>
    /// Sends what is unsent, then drops the rest, whose futures fault with <see cref="CallNotSentException"/>; those of sent calls fault with
    /// <see cref="ComputeDetachedException"/>.
    /// </summary>
    public static async Task StopAsync(ComputeClient client, TimeSpan timeout, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        using var limit = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await client.FlushAsync(both.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (client.UnsentCalls is > 0 and var unsent)
        {
            HostingLog.StoppedWithUnsentCalls(logger, unsent, time.GetElapsedTime(start));
        }

        client.Dispose();

        // It goes on with closing connections in the background, and the container waits for that again when it is disposed.
        await client.DisposeAsync().AsTask().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
