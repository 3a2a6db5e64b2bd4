using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.Registration;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.Submission;
using GlobusCompute.Remote.Threading;
using GlobusCompute.Remote.Wire;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Runtime;

/// <summary>Hands each call from the station that is done with it to the next one.</summary>
internal sealed class CallRouter : ICallLifecycle
{
    private readonly UnsentCalls _unsent;
    private readonly ComputeJournal? _journal;
    private readonly ClientLifetime _lifetime;
    private readonly int _maxAttempts;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    // The stations report here, and calls go from here to them: so they are connected once, before the first call.
    private FunctionRegistry _registry = null!;
    private SubmissionLoop _submission = null!;
    private ResultDelivery _results = null!;

    /// <param name="unsent">Counts the calls that are not sent yet.</param>
    /// <param name="lifetime">How far the client has ended.</param>
    /// <param name="options">The client's options.</param>
    /// <param name="logger">Where a failure of the journal is logged.</param>
    public CallRouter(UnsentCalls unsent, ClientLifetime lifetime, ComputeClientOptions options, ILogger logger)
    {
        _unsent = unsent;
        _journal = options.Journal;
        _lifetime = lifetime;
        _maxAttempts = options.MaxAttempts;
        _time = options.TimeProvider;
        _logger = logger;
    }

    /// <inheritdoc/>
    public bool IsStreaming => _results.IsStreaming;

    public void Connect(FunctionRegistry registry, SubmissionLoop submission, ResultDelivery results)
    {
        _registry = registry;
        _submission = submission;
        _results = results;
    }

    /// <summary>Takes over a call that counts as unsent. Its future completes, whatever happens from here on.</summary>
    public void Accept(RemoteCall call)
    {
        if (_lifetime.IsEnding)
        {
            Detach(call);
            return;
        }

        _registry.Route(call);
    }

    /// <summary>
    /// Drops waiting calls that will not be sent: those of executors that withdraw theirs, and those that have completed. The others need not wait for their
    /// turn to go.
    /// </summary>
    public void Sweep()
    {
        _registry.Sweep();
        _submission.Sweep();
    }

    /// <inheritdoc/>
    public void Ready(RemoteCall call, Guid functionId)
    {
        if (call.TryQueue(functionId))
        {
            _submission.Enqueue(call);
        }
        else
        {
            SendingCompleted(call, reuse: true);
        }
    }

    /// <inheritdoc/>
    public void Accepted(ReadOnlySpan<RemoteCall> calls, Guid[] taskIds, SubmissionReceipt receipt)
    {
        // Before any of their futures says so.
        for (var rest = calls; rest.Length > 0;)
        {
            var count = OfOneExecutor(rest);
            rest[0].Target.Counts.CountAccepted(count);
            rest = rest[count..];
        }

        for (var i = 0; i < calls.Length; i++)
        {
            Await(calls[i], taskIds[i], receipt);
        }

        _results.Watch(calls, taskIds, receipt.TaskGroupId);
        for (var rest = calls; rest.Length > 0;)
        {
            var count = OfOneExecutor(rest);
            Leave(rest[0].Target.Counts, rest[..count]);
            rest = rest[count..];
        }
    }

    /// <inheritdoc/>
    public void SendingCompleted(RemoteCall call, bool reuse)
    {
        if (reuse)
        {
            ReleaseArguments(call);
        }

        _unsent.Leave(call.Target.Counts, call.ArgumentBytes);
    }

    /// <inheritdoc/>
    public bool TrySendLater(RemoteCall call)
    {
        if (call.Attempts >= _maxAttempts || !call.TryQueueAgain())
        {
            return false;
        }

        _ = EnqueueLaterAsync(call, RetryDelay.After(call.Attempts, null));
        return true;
    }

    /// <inheritdoc/>
    public bool TrySendAgain(RemoteCall call)
    {
        if (call.Attempts >= _maxAttempts || _lifetime.IsEnding || !call.TryQueueAgain())
        {
            return false;
        }

        NoteEnded(call.TaskId!.Value);
        _unsent.EnterAgain(call);
        _submission.Enqueue(call);
        return true;
    }

    /// <inheritdoc/>
    public void Detach(RemoteCall call)
    {
        call.TryFail(_lifetime.IsDropping && call.Attempts == 0 ? new CallNotSentException(call.Handle) : new ComputeDetachedException(call.Handle));
        SendingCompleted(call, reuse: false);
    }

    /// <inheritdoc/>
    public void Completed(RemoteCall call)
    {
        if (call.TaskId is { } id)
        {
            _results.Remove(id, call);
            if (call.HasOutcome)
            {
                NoteEnded(id);
            }
        }
        else if (_unsent.NoteCompleted())
        {
            // Not here: whoever completes a call may hold a lock that is needed for it.
            BackgroundTask.Run(SweepAsync).Forget();
        }
    }

    /// <inheritdoc/>
    public void ResultAnnounced(Guid taskId) => _results.Fetch(taskId);

    private void Await(RemoteCall call, Guid taskId, SubmissionReceipt receipt)
    {
        try
        {
            // In this order, whoever completes the call on the way knows its task, and finds it in the router or leaves it out.
            call.SetAccepted(taskId, receipt);
            _results.Await(call);
        }
        catch (Exception e)
        {
            // What observes a call may throw anything. Neither this call nor those after it may be left pending.
            Log.LoopFailed(_logger, nameof(CallRouter), e);
            call.TryFail(new CallOutcomeUnknownException(call.Handle, $"its acceptance could not be recorded. {e.Message}", e));
        }
    }

    // Calls of one executor mostly stand together: how many do at the start.
    private static int OfOneExecutor(ReadOnlySpan<RemoteCall> calls)
    {
        var length = 1;
        while (length < calls.Length && ReferenceEquals(calls[length].Target.Counts, calls[0].Target.Counts))
        {
            length++;
        }

        return length;
    }

    private void Leave(CallCounts counts, ReadOnlySpan<RemoteCall> calls)
    {
        long bytes = 0;
        foreach (var call in calls)
        {
            ReleaseArguments(call);
            bytes += call.ArgumentBytes;
        }

        _unsent.Leave(counts, calls.Length, bytes);
    }

    // An idempotent call may need its arguments again; they go with it.
    private static void ReleaseArguments(RemoteCall call)
    {
        if (!call.IsIdempotent)
        {
            call.ReleaseArguments();
        }
    }

    private Task SweepAsync()
    {
        Sweep();
        return Task.CompletedTask;
    }

    // Without the note, the task is asked for once more after a crash; nothing else comes of it.
    private void NoteEnded(Guid taskId)
    {
        try
        {
            _journal?.Ended(taskId);
        }
        catch (ComputeJournalException e)
        {
            Log.JournalFailed(_logger, e.Message);
        }
    }

    private async Task EnqueueLaterAsync(RemoteCall call, TimeSpan wait)
    {
        // Cut short when the client stops: the loop tells the call that it has ended.
        await Task.Delay(wait, _time, _lifetime.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _submission.Enqueue(call);
    }
}
