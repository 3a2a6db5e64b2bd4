namespace GlobusCompute.Remote.Hosting;

/// <summary>Sets how the clients of users are kept, see <see cref="IComputeClientFactory"/>.</summary>
public sealed class GlobusComputeUsersOptions
{
    /// <summary>
    /// Gets or sets how long a client is kept that is not leased and has no pending calls. Default 10 minutes, above zero and at most 24 days. One that had
    /// pending calls when the time was over is kept for that time once more.
    /// </summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Gets or sets how many clients there may be. Default 1,000, at least 1. For one more, the idle client that was not used for the longest time is closed.
    /// </summary>
    public int MaxClients { get; set; } = 1000;
}
