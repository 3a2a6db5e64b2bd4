using System.Collections.Concurrent;
using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Submission;
using GlobusCompute.Remote.Threading;
using GlobusCompute.Remote.Wire;
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

    /// <summary>Registers a source that was not registered, or takes the id under which it is known.</summary>
    /// <param name="function">The source.</param>
    /// <param name="knownId">The known id, so that nothing is sent; null to register it.</param>
    /// <param name="cancellationToken">Ends the wait; a registration that is under way goes on.</param>
    /// <exception cref="InvalidOperationException">The function has another id already.</exception>
    /// <exception cref="FunctionRegistrationException">The service did not register it.</exception>
    /// <exception cref="ObjectDisposedException">The client has ended.</exception>
    public Task<Guid> RegisterAsync(FunctionDefinition function, Guid? knownId, CancellationToken cancellationToken) =>
        function.Id is { } pinned
            ? Task.FromResult(SameId(function, pinned, knownId))
            : _byHash.GetOrAdd(function.Hash!, static (_, registry) => new Registration(registry), this).RegisterAsync(function, knownId, cancellationToken);

    /// <summary>Gives the id of a source, which is registered if it was not. Whoever asks meanwhile shares the answer, or the failure.</summary>
    /// <param name="function">The source.</param>
    /// <param name="cancellationToken">Ends the wait; a registration that is under way goes on.</param>
    /// <exception cref="FunctionRegistrationException">The service did not register it.</exception>
    /// <exception cref="ObjectDisposedException">The client has ended.</exception>
    public Task<Guid> GetIdAsync(FunctionDefinition function, CancellationToken cancellationToken) =>
        _byHash.GetOrAdd(function.Hash!, static (_, registry) => new Registration(registry), this).GetIdAsync(function, cancellationToken);

    /// <summary>Whether a source has an id already, so that calls of it register nothing.</summary>
    public bool Knows(FunctionDefinition function) => _byHash.TryGetValue(function.Hash!, out var registration) && registration.HasId;

    /// <summary>Drops waiting calls that will not be sent.</summary>
    public void Sweep()
    {
        foreach (var registration in _byHash.Values)
        {
            registration.Sweep();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_byHash.Values.Select(static r => r.Running)).ConfigureAwait(false);
        _stop.Dispose();
    }

    // Registering again is most likely a mistake, and would make a second id (protocol.md §6.6).
    private Guid SameId(FunctionDefinition function, Guid id, Guid? knownId)
    {
        if (knownId == id)
        {
            Log.RegisteredAgain(_logger, function.DisplayName, id);
            return id;
        }

        throw new InvalidOperationException(
            $"{function.DisplayName} has the function id {id} already; "
            + (knownId is { } other ? $"it cannot have {other} beside it." : "registering it again would make a second one. Use that id, or register the function in one place only."));
    }

    private void Drop(RemoteCall call)
    {
        call.TryCancel();
        _stations.Settled(call, reuse: true);
    }

    /// <summary>One source: the calls that wait for its id, in order, or the id.</summary>
    private sealed class Registration(FunctionRegistry registry)
    {
        private readonly object _lock = new();
        private readonly Queue<RemoteCall> _waiting = new();
        private Guid? _id;
        private bool _isRunning;

        /// <summary>The last registration: why it failed, or null.</summary>
        public Task<Exception?> Running { get; private set; } = Task.FromResult<Exception?>(null);

        public void Route(RemoteCall call)
        {
            Guid id;
            lock (_lock)
            {
                // Calls behind waiting ones wait too, so that the order of calls stays.
                if (_id is null || _isRunning)
                {
                    if (call.IsWithdrawn)
                    {
                        registry.Drop(call);
                        return;
                    }

                    _waiting.Enqueue(call);
                    if (!_isRunning)
                    {
                        Begin(call.Function);
                    }

                    return;
                }

                id = _id.Value;
            }

            registry._stations.Ready(call, id);
        }

        public async Task<Guid> RegisterAsync(FunctionDefinition function, Guid? knownId, CancellationToken cancellationToken)
        {
            while (true)
            {
                Task<Exception?> running;
                var own = false;
                lock (_lock)
                {
                    if (!_isRunning)
                    {
                        if (_id is { } id)
                        {
                            return registry.SameId(function, id, knownId);
                        }

                        if (knownId is { } known)
                        {
                            _id = known;
                            return known;
                        }

                        Begin(function);
                        own = true;
                    }

                    running = Running;
                }

                var error = await running.WaitAsync(cancellationToken).ConfigureAwait(false);
                ObjectDisposedException.ThrowIf(registry._stop.IsCancellationRequested && _id is null, typeof(ComputeClient));
                if (own)
                {
                    return error is null ? _id!.Value : throw new FunctionRegistrationException(function.DisplayName, error);
                }
            }
        }

        public bool HasId
        {
            get
            {
                lock (_lock)
                {
                    return _id is not null;
                }
            }
        }

        public async Task<Guid> GetIdAsync(FunctionDefinition function, CancellationToken cancellationToken)
        {
            Task<Exception?> running;
            lock (_lock)
            {
                if (_id is { } known)
                {
                    return known;
                }

                if (!_isRunning)
                {
                    Begin(function);
                }

                running = Running;
            }

            var error = await running.WaitAsync(cancellationToken).ConfigureAwait(false);
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(registry._stop.IsCancellationRequested && _id is null, typeof(ComputeClient));
                return error is null ? _id!.Value : throw new FunctionRegistrationException(function.DisplayName, error);
            }
        }

        public void Sweep()
        {
            List<RemoteCall> done = [];
            lock (_lock)
            {
                for (var left = _waiting.Count; left > 0; left--)
                {
                    var call = _waiting.Dequeue();
                    if (call.IsDone)
                    {
                        done.Add(call);
                    }
                    else
                    {
                        _waiting.Enqueue(call);
                    }
                }
            }

            done.ForEach(registry.Drop);
        }

        private void Begin(FunctionDefinition function)
        {
            _isRunning = true;
            Running = BackgroundTask.Run(() => RunAsync(function));
        }

        private async Task<Exception?> RunAsync(FunctionDefinition function)
        {
            try
            {
                var id = await registry._service.RegisterFunctionAsync(function, registry._stop.Token).ConfigureAwait(false);
                Log.FunctionRegistered(registry._logger, function.DisplayName, id);
                lock (_lock)
                {
                    _id = id;
                }

                End(call => registry._stations.Ready(call, id));
                return null;
            }
            catch (OperationCanceledException e) when (registry._stop.IsCancellationRequested)
            {
                End(registry._stations.Detach);
                return e;
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
                return e;
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
