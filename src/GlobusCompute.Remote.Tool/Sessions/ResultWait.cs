using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Tool.Sessions;

/// <summary>Waits for results while the sign-in lasts: a client would wait for another sign-in, which nobody may do.</summary>
internal static class ResultWait
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits until a task has completed in any way, or the command is to stop.</summary>
    /// <returns>Whether it has completed.</returns>
    /// <exception cref="ExitException">The sign-in is over.</exception>
    public static async Task<bool> WaitAsync(Task task, ComputeClient client, CancellationToken stop)
    {
        while (!task.IsCompleted && !stop.IsCancellationRequested)
        {
            if (client.DeliveryState == ComputeDeliveryState.SignInRequired)
            {
                throw new ExitException(
                    ExitCodes.NotSignedIn,
                    "the sign-in is over, so that results cannot be received; tasks keep running. Run 'gcompute login', or set "
                    + $"{ComputeAccessTokenCredential.EnvironmentVariable} to a valid access token, and then the command again.");
            }

            await task.WaitAsync(s_interval, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return task.IsCompleted;
    }
}
