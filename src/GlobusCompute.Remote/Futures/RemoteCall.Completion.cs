using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Futures;

/// <content>How a call completes: once, by whoever comes first.</content>
internal abstract partial class RemoteCall
{
    /// <summary>Whether the outcome of the task has arrived, rather than the call having been given up.</summary>
    public bool HasOutcome => _outcome.HasArrived;

    /// <summary>The type messages name; null when the result is ignored.</summary>
    protected abstract Type? ResultType { get; }

    /// <summary>Completes the call with the result in a payload, or with an exception when it does not fit.</summary>
    /// <returns>False when the call had completed.</returns>
    public bool TryDeliver(ReadOnlySpan<byte> payload, in ExecutionFacts facts = default)
    {
        if (!_state.TryComplete())
        {
            return false;
        }

        _outcome.HasArrived = true;
        _outcome.Facts = facts;
        _outcome.ResultBytes = payload.Length;

        try
        {
            Read(payload);
        }
        catch (Exception e)
        {
            // Whatever a converter of the app throws must end this call and no other.
            _outcome.Error = ResultDeserializationException.Create(Handle, ResultType, payload, e);
        }

        Complete();
        return true;
    }

    /// <summary>Faults the call with the failure of its task.</summary>
    /// <returns>False when the call had completed.</returns>
    public bool TryFailRemotely(string text, string? code, string? userMessage, in ExecutionFacts facts = default)
    {
        if (!_state.TryComplete())
        {
            return false;
        }

        _outcome.HasArrived = true;
        _outcome.Facts = facts;
        _outcome.ResultBytes = text.Length;
        _outcome.Error = new TaskExecutionFailedException(Handle, text, code, userMessage, facts.Worker, Function.Frames);
        Complete();
        return true;
    }

    /// <summary>Faults the call.</summary>
    /// <returns>False when the call had completed.</returns>
    public bool TryFail(Exception error)
    {
        if (!_state.TryComplete())
        {
            return false;
        }

        _outcome.Error = error;
        Complete();
        return true;
    }

    /// <inheritdoc/>
    public sealed override bool TryCancel()
    {
        if (!_state.TryComplete())
        {
            return false;
        }

        _cancellation.Cancel();
        Complete();
        return true;
    }

    public void ThrowIfFailed()
    {
        if (_outcome.Error is not null)
        {
            throw _outcome.Error;
        }
    }

    /// <summary>Reads and keeps the result.</summary>
    protected abstract void Read(ReadOnlySpan<byte> payload);

    private void Complete()
    {
        _clock.Stop();
        CallTelemetry.Completed(this, _telemetry, _acceptance, _outcome, _cancellation.IsCancellationRequested);
        FutureScheduler.Instance.End(Future);
        if (Volatile.Read(ref _submitted) is { } source)
        {
            NotifySubmitted(source);
        }

        Target.Context.Lifecycle.Completed(this);
        Target.Counts.Pending.Decrement();
    }
}
