namespace GlobusCompute.Remote.Hosting;

/// <summary>
/// Replaces the service that an app calls, whatever its configuration says: with it, the app's clients need no token and no endpoint, and an embedded service
/// is not started. Packages for tests register one as a singleton; <c>AddGlobusComputeFake</c> of GlobusCompute.Remote.Testing does.
/// </summary>
public interface IComputeServiceReplacement
{
    /// <summary>Gets the endpoint of executors for which none is configured.</summary>
    Guid EndpointId { get; }

    /// <summary>
    /// Changes how a client reaches its service. Called once for each client that is made, the app's own and those of users, after all else has set its
    /// options.
    /// </summary>
    /// <param name="options">The options of the client.</param>
    void Configure(ComputeClientOptions options);
}
