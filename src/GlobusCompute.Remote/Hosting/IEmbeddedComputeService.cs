namespace GlobusCompute.Remote.Hosting;

/// <summary>
/// Starts a Compute service that runs inside the app. Packages that bring one register it as a singleton; <c>AddLocalService</c> of
/// GlobusCompute.Remote.LocalService does. It is used when the configuration says <c>"Service": "embedded"</c>.
/// </summary>
public interface IEmbeddedComputeService
{
    /// <summary>Starts the service, or returns the one that is running.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>How a client reaches the service.</returns>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    Task<EmbeddedComputeConnection> StartAsync(CancellationToken cancellationToken);
}
