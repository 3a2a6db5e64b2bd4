using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Wire;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Runtime;

/// <summary>Sends what an app asks of the service beside calls, while the client lives.</summary>
/// <param name="service">Where requests go.</param>
/// <param name="lifetime">How far the client has ended.</param>
/// <param name="sdkVersion">The version that requests name.</param>
/// <param name="logger">Where the comparison of versions is logged.</param>
internal sealed class ServiceRequests(IComputeService service, ClientLifetime lifetime, string sdkVersion, ILogger logger)
{
    public async Task<T> AskAsync<T>(ManagementRequest<T> request, CancellationToken cancellationToken) =>
        await WhileOpenAsync(token => service.SendAsync(request, token), cancellationToken).ConfigureAwait(false);

    public Task<ComputeTaskGroup> GetTaskGroupAsync(Guid taskGroupId, CancellationToken cancellationToken) =>
        WhileOpenAsync(token => service.GetTaskGroupAsync(taskGroupId, token), cancellationToken);

    /// <summary>Asks for the service's versions; whatever comes of it goes to the log.</summary>
    public async Task<ComputeServiceVersion?> CheckVersionAsync(CancellationToken cancellationToken)
    {
        try
        {
            var version = await AskAsync(ManagementRequests.Version, cancellationToken).ConfigureAwait(false);
            if (VersionOrder.IsBefore(sdkVersion, version.MinSdkVersion))
            {
                Log.VersionTooOld(logger, version.MinSdkVersion!, sdkVersion);
            }

            return version;
        }
        catch (ComputeException e)
        {
            Log.VersionUnknown(logger, e.Message);
            return null;
        }
    }

    // A request that is under way when the client ends is cancelled with it.
    private async Task<T> WhileOpenAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        ClientEnded.ThrowIf(lifetime.IsEnding);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.Stopping);
        try
        {
            return await ask(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (lifetime.Stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(ComputeClient), "The client was disposed during a request to the service.");
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
    }
}
