using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Futures;

/// <content>How a call completes: once, by whoever comes first.</content>
internal abstract partial class RemoteCall
{
    /// <summary>Whether the outcome of the task has arrived, rather than the call having been given up.</summary>
    public bool HasOutcome => _outcome.HasArrived;

    /// <summary>The type messages name; null when the result is ignored.</summary>
    protected abstract Type? ResultType { get; }

    /// <summary>Whether the result is here and has not been read.</summary>
    public bool IsReading => _state.IsReading;

    /// <summary>The outcome of the task is here and will be read. Until then anybody else may still complete the call.</summary>
    /// <returns>False when the call has completed: nobody is interested in it.</returns>
    public bool TryBeginReading() => _state.TryBeginReading();

    /// <summary>
    /// Reads the result in a payload, which may take as long as the app's types like, and completes the call with it, or with an exception when it does not
    /// fit. Only one party at a time.
    /// </summary>
    /// <returns>False when the call was completed before, also while the result was read, which is thrown away then.</returns>
    public bool TryDeliver(ReadOnlySpan<byte> payload, in ExecutionFacts facts = default)
    {
        if (!_state.TryBeginReading())
        {
            return false;
        }

        Exception? error = null;
        try
        {
            Read(payload);
        }
        catch (Exception e)
        {
            // Whatever a converter of the app throws must end this call and no other.
            error = Describe(e, payload);
        }

        if (!_state.TryComplete())
        {
            Forget();
            return false;
        }

        if (error is not null)
        {
            Forget();
        }

        _outcome.Error = error;
        _outcome.HasArrived = true;
        _outcome.Facts = facts;
        _outcome.ResultBytes = payload.Length;
        Complete();
        return true;
    }

    /// <summary>Faults the call with the failure of its task.</summary>
    /// <returns>False when the call had completed.</returns>
    public bool TryFailRemotely(string text, string? code, string? userMessage, in ExecutionFacts facts = default)
    {
        // Made before the right to complete is taken, as taking a long text apart takes its time.
        var error = new TaskExecutionFailedException(Handle, text, code, userMessage, facts.Worker, Function.Frames);
        if (!_state.TryComplete())
        {
            return false;
        }

        _outcome.HasArrived = true;
        _outcome.Facts = facts;
        _outcome.ResultBytes = text.Length;
        _outcome.Error = error;
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
    public bool TryCancel()
    {
        if (!_state.TryComplete())
        {
            return false;
        }

        _outcome.IsCanceled = true;
        Complete();
        return true;
    }

    /// <summary>Throws what the future faults with or is canceled by. Only for the future's own body.</summary>
    public void ThrowIfFailed()
    {
        if (_outcome.Error is not null)
        {
            throw _outcome.Error;
        }

        if (_outcome.IsCanceled)
        {
            // A task whose token is cancelled before its body runs ends without a word. Cancelled by the body itself, it ends as canceled all the same,
            // and whoever awaits it gets the exception with its message.
            Cancel();
            throw CallCancellation.Of(Handle, Token);
        }
    }

    /// <summary>Reads and keeps the result.</summary>
    protected abstract void Read(ReadOnlySpan<byte> payload);

    /// <summary>Drops what was read: the call has completed otherwise.</summary>
    protected abstract void Forget();

    private ResultDeserializationException Describe(Exception error, ReadOnlySpan<byte> payload)
    {
        try
        {
            return ResultDeserializationException.Create(Handle, ResultType, payload, error);
        }
        catch (Exception)
        {
            // The message is the app's, too, and asking for it may throw anything.
            var silent = new InvalidOperationException($"{error.GetType()} was thrown without a message.");
            return ResultDeserializationException.Create(Handle, ResultType, payload, silent);
        }
    }

    private void Complete()
    {
        var extras = Volatile.Read(ref _extras);
        if (extras is not null)
        {
            Volatile.Read(ref extras.Clock)?.Stop();
        }

        CallTelemetry.Completed(this, extras?.Telemetry, Acceptance, _outcome, _outcome.IsCanceled);
        FutureScheduler.Instance.End(Future);
        EndSubmitted();
        Target.Context.Lifecycle.Completed(this);
        Target.Counts.Pending.Decrement();
    }
}
