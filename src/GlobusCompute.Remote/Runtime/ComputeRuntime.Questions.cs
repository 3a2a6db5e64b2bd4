using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Wire;

namespace GlobusCompute.Remote.Runtime;

/// <summary>What an app asks for beside calls.</summary>
internal sealed partial class ComputeRuntime
{
    public async Task<T> AskAsync<T>(ServiceQuestion<T> question, CancellationToken cancellationToken) =>
        await WhileOpenAsync(token => _service.AskAsync(question, token), cancellationToken).ConfigureAwait(false);

    public Task<ComputeTaskGroup> GetTaskGroupAsync(Guid taskGroupId, CancellationToken cancellationToken) =>
        WhileOpenAsync(token => _service.GetTaskGroupAsync(taskGroupId, token), cancellationToken);

    /// <summary>Asks for the service's versions; whatever comes of it goes to the log.</summary>
    public async Task<ComputeServiceVersion?> CheckVersionAsync(CancellationToken cancellationToken)
    {
        try
        {
            var version = await AskAsync(ServiceQuestions.Version, cancellationToken).ConfigureAwait(false);
            if (VersionOrder.IsBefore(_options.UserRuntime.SdkVersion, version.MinSdkVersion))
            {
                Log.VersionTooOld(Logger, version.MinSdkVersion!, _options.UserRuntime.SdkVersion);
            }

            return version;
        }
        catch (ComputeException e)
        {
            Log.VersionUnknown(Logger, e.Message);
            return null;
        }
    }

    // A request that is under way when the client ends, ends with it.
    private async Task<T> WhileOpenAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(ComputeClient));
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ending.Token);
        try
        {
            return await ask(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(ComputeClient), "The client was disposed while the service was asked.");
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
    }
}
