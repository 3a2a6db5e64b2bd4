using GlobusCompute.Remote.LocalService;

namespace GlobusCompute.Remote.Hosting;

/// <summary>
/// Runs the <see cref="LocalComputeService"/> of an app, once for all who ask. <c>AddLocalService</c> registers it as a singleton; the container disposes it.
/// Safe for use by many threads.
/// </summary>
public sealed class LocalComputeServiceHost : IEmbeddedComputeService, IAsyncDisposable, IDisposable
{
    private readonly IServiceProvider _services;
    private readonly object _gate = new();
    private readonly CancellationTokenSource _disposing = new();
    private Task<LocalComputeService>? _start;
    private Task? _end;

    internal LocalComputeServiceHost(IServiceProvider services) => _services = services;

    /// <summary>Gets the service, for its statistics, tasks and faults; null until it has started.</summary>
    public LocalComputeService? Service => Volatile.Read(ref _start) is { IsCompletedSuccessfully: true } start ? start.Result : null;

    internal bool IsDisposing => _disposing.IsCancellationRequested;

    /// <summary>
    /// Starts the service, or returns the one that is running. Everyone waits for the same start; after one that failed, the next call tries again, with
    /// options made anew.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait; the start goes on for the others.</param>
    /// <returns>How a client reaches the service.</returns>
    /// <exception cref="ArgumentException">An option is out of its range. The message names it.</exception>
    /// <exception cref="PythonNotFoundException">There is no Python 3.9 or later.</exception>
    /// <exception cref="PythonWorkerException">Python was found but could not run a worker.</exception>
    /// <exception cref="BrokerConnectionException">The broker of <see cref="LocalComputeServiceSettings.AmqpUrl"/> cannot be used.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    /// <exception cref="ObjectDisposedException">The container was disposed.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public async Task<EmbeddedComputeConnection> StartAsync(CancellationToken cancellationToken)
    {
        var service = await StartOnce().WaitAsync(cancellationToken).ConfigureAwait(false);
        return new EmbeddedComputeConnection(service.EndpointId, options => Connect(options, service));
    }

    /// <summary>Ends the service and its processes, and waits for their end. Prefer <see cref="DisposeAsync"/>, which does not block.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Ends the service and its processes.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _end ??= EndAsync(_start);
            return new ValueTask(_end);
        }
    }

    private static void Connect(ComputeClientOptions options, LocalComputeService service)
    {
        var its = service.CreateClientOptions();
        (options.ServiceUrl, options.Credential, options.Delivery) = (its.ServiceUrl, its.Credential, its.Delivery);
        (options.PollInterval, options.MaxPollInterval, options.RequestBudget) = (its.PollInterval, its.MaxPollInterval, its.RequestBudget);
    }

    private Task<LocalComputeService> StartOnce()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_end is not null, this);
            if (_start is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _start = StartServiceAsync();
                // All who waited for it may have gone.
                _start.ContinueWith(static start => _ = start.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }

            return _start;
        }
    }

    private async Task<LocalComputeService> StartServiceAsync()
    {
        // The app's own code, which configures, must not run under the lock.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return await LocalComputeService.StartAsync(LocalServiceConfiguration.CreateOptions(_services), _disposing.Token).ConfigureAwait(false);
    }

    private async Task EndAsync(Task<LocalComputeService>? start)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await _disposing.CancelAsync().ConfigureAwait(false);
        if (start is not null)
        {
            await ((Task)start).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (start.IsCompletedSuccessfully)
            {
                await start.Result.DisposeAsync().ConfigureAwait(false);
            }
        }

        _disposing.Dispose();
    }
}
