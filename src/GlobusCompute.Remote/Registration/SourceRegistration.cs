using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Threading;
using GlobusCompute.Remote.Wire;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Registration;

/// <summary>One source: the calls that wait for its id, in order, or the id.</summary>
internal sealed class SourceRegistration(IComputeService service, ICallLifecycle lifecycle, ILogger logger, CancellationToken stop)
{
    private readonly object _lock = new();
    private readonly Queue<RemoteCall> _waiting = new();
    private Guid? _id;
    private bool _isRunning;

    /// <summary>The last registration: why it failed, or null.</summary>
    public Task<Exception?> Running { get; private set; } = Task.FromResult<Exception?>(null);

    // Registering again is most likely a mistake, and would make a second id (protocol.md §6.6).
    public static Guid SameId(FunctionDefinition function, Guid id, Guid? knownId, ILogger logger)
    {
        if (knownId == id)
        {
            Log.RegisteredAgain(logger, function.DisplayName, id);
            return id;
        }

        throw new InvalidOperationException(
            $"{function.DisplayName} has the function id {id} already; "
            + (knownId is { } other
                ? $"it cannot have {other} as well."
                : "registering it again would create a second one. Use that id, or register the function in one place only."));
    }

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
                    Drop(call);
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

        lifecycle.Ready(call, id);
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
                        return SameId(function, id, knownId, logger);
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
            ClientEnded.ThrowIf(stop.IsCancellationRequested && _id is null);
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
            ClientEnded.ThrowIf(stop.IsCancellationRequested && _id is null);
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

        done.ForEach(Drop);
    }

    /// <summary>Detaches the calls that still wait. The registration that is under way finds none when it ends.</summary>
    public void Abandon()
    {
        RemoteCall[] calls;
        lock (_lock)
        {
            calls = [.. _waiting];
            _waiting.Clear();
        }

        Array.ForEach(calls, lifecycle.Detach);
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
            stop.ThrowIfCancellationRequested();
            var id = await service.RegisterFunctionAsync(RegisterRequests.Of(function), stop).ConfigureAwait(false);
            Log.FunctionRegistered(logger, function.DisplayName, id);
            lock (_lock)
            {
                _id = id;
            }

            End(call => lifecycle.Ready(call, id));
            return null;
        }
        catch (OperationCanceledException e) when (stop.IsCancellationRequested)
        {
            End(lifecycle.Detach);
            return e;
        }
        catch (Exception e)
        {
            // Whatever it was, also from an app's credential: only this function's calls fail, and the next one tries again.
            Log.RegistrationFailed(logger, function.DisplayName, LogReason.Of(e));
            End(call =>
            {
                call.TryFail(new FunctionRegistrationException(function.DisplayName, e));
                lifecycle.SendingCompleted(call, reuse: true);
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

    private void Drop(RemoteCall call)
    {
        call.TryCancel();
        lifecycle.SendingCompleted(call, reuse: true);
    }
}
