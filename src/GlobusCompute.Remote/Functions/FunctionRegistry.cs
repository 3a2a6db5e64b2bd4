using System.Collections.Concurrent;
using GlobusCompute.Remote.Service;
using GlobusCompute.Remote.Submission;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Functions;

/// <summary>
/// Gives each call the id of its function. An exact source is registered once per client; its first calls wait for that, and for nothing else.
/// </summary>
internal sealed class FunctionRegistry : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Registration> _byHash = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly IComputeService _service;
    private readonly ILogger _logger;
    private readonly ICallStations _stations;

    /// <param name="service">Where functions are registered.</param>
    /// <param name="stations">Told of each call once: ready, failed here, or detached when the client stops.</param>
    /// <param name="logger">Where registrations are logged.</param>
    public FunctionRegistry(IComputeService service, ICallStations stations, ILogger logger)
    {
        _service = service;
        _stations = stations;
        _logger = logger;
    }

    public void Route(RemoteCall call)
    {
        if (call.Function.Id is { } pinned)
        {
            _stations.Ready(call, pinned);
            return;
        }

        _byHash.GetOrAdd(call.Function.Hash!, static (_, registry) => new Registration(registry), this).Route(call);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_byHash.Values.Select(static r => r.Running)).ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>One source: the calls that wait for its id, in order, or the id.</summary>
    private sealed class Registration(FunctionRegistry registry)
    {
        private readonly object _lock = new();
        private readonly Queue<RemoteCall> _waiting = new();
        private Guid? _id;
        private bool _isRunning;

        public Task Running { get; private set; } = Task.CompletedTask;

        public void Route(RemoteCall call)
        {
            lock (_lock)
            {
                // Calls behind waiting ones wait too, so that the order of calls stays.
                if (_id is null || _isRunning)
                {
                    _waiting.Enqueue(call);
                    if (!_isRunning)
                    {
                        _isRunning = true;
                        Running = Task.Run(() => RunAsync(call.Function));
                    }

                    return;
                }
            }

            registry._stations.Ready(call, _id.Value);
        }

        private async Task RunAsync(FunctionDefinition function)
        {
            try
            {
                var id = await registry._service.RegisterFunctionAsync(function, registry._stop.Token).ConfigureAwait(false);
                Log.FunctionRegistered(registry._logger, function.DisplayName, id);
                _id = id;
                End(call => registry._stations.Ready(call, id));
            }
            catch (OperationCanceledException) when (registry._stop.IsCancellationRequested)
            {
                End(registry._stations.Detach);
            }
            catch (Exception e)
            {
                // Whatever it was, also from an app's credential: only this function's calls fail, and the next one tries again.
                Log.RegistrationFailed(registry._logger, function.DisplayName, LogReason.Of(e));
                End(call =>
                {
                    call.TryFail(new FunctionRegistrationException(function.DisplayName, e));
                    registry._stations.Settled(call, reuse: true);
                });
            }
        }

        private void End(Action<RemoteCall> action)
        {
            while (true)
            {
                RemoteCall? call;
                lock (_lock)
                {
                    if (!_waiting.TryDequeue(out call))
                    {
                        _isRunning = false;
                        return;
                    }
                }

                action(call);
            }
        }
    }
}
