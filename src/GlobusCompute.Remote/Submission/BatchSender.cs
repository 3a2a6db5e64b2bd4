using System.Net;
using System.Runtime.InteropServices;
using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Wire;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Submission;

/// <summary>Sends a batch and reports the outcome to each of its calls. A refusal that one function may have caused fails that function alone.</summary>
internal sealed partial class BatchSender
{
    private readonly IComputeService _service;
    private readonly ICallLifecycle _lifecycle;
    private readonly ComputeJournal? _journal;
    private readonly ComputePayloadOptions? _payloads;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private HashSet<Guid>? _seenIds;

    /// <param name="service">Where requests go.</param>
    /// <param name="lifecycle">Told of each call exactly once.</param>
    /// <param name="journal">Where requests are recorded before they are sent; null for nowhere.</param>
    /// <param name="payloads">The payload formats that the app has added, or null.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where batches are logged.</param>
    public BatchSender(
        IComputeService service, ICallLifecycle lifecycle, ComputeJournal? journal, ComputePayloadOptions? payloads, TimeProvider time, ILogger logger)
    {
        _service = service;
        _lifecycle = lifecycle;
        _journal = journal;
        _payloads = payloads;
        _time = time;
        _logger = logger;
    }

    /// <summary>Never throws: whatever happens, each call has been told when it ends.</summary>
    /// <param name="batch">The batch, for which the service's permission to submit is there.</param>
    /// <param name="stop">Canceled when the client ends.</param>
    public async Task SendAsync(SubmissionBatch batch, CancellationToken stop)
    {
        if (await TrySendAsync(batch, stop).ConfigureAwait(false) is { } refusal)
        {
            await AfterRefusalAsync(batch, refusal, stop).ConfigureAwait(false);
        }
    }

    /// <returns>Why the service refused the whole batch, whose calls wait for what is made of that; null when they have been told.</returns>
    private async Task<ComputeServiceException?> TrySendAsync(SubmissionBatch batch, CancellationToken stop)
    {
        SubmitAnswer answer;
        ComputeMeters.BatchSent(batch.Count, batch.TaskBytes, _logger);
        try
        {
            answer = await SubmitAsync(batch, stop).ConfigureAwait(false);
        }
        catch (ComputeServiceException e)
        {
            return e;
        }
        catch (ComputeJournalException e)
        {
            // Not sent, so neither the budget nor the arguments were used.
            _service.SkipSubmit();
            Fail(batch, call => NotAccepted(call, $"it was not sent, because it could not be recorded in the journal. {e.Message}", e), reuse: true, e);
            return null;
        }
        catch (Exception e) when (e is ServiceUnreachableException or AuthorizationRequiredException)
        {
            Fail(batch, call => NotAccepted(call, e.Message, e), reuse: true, e);
            return null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Detach(batch);
            return null;
        }
        catch (Exception e)
        {
            // The answer was lost, or a part of the app threw anything at all. An aborted request may still be reading the arguments: their
            // memory is not used again.
            var repeat = e is AmbiguousOutcomeException;
            Fail(batch, call => new CallOutcomeUnknownException(call.Handle, e.Message, e), reuse: false, e, mayRepeat: repeat);
            return null;
        }

        Acknowledge(batch, answer);
        Log.BatchAccepted(_logger, batch.Count, batch.TaskBytes, batch.Target.EndpointId, answer.TaskGroupId, answer.RequestId);
        return null;
    }

    // A batch is accepted or refused as a whole (protocol.md §3.6), so one unknown function refuses its neighbours too.
    private async Task AfterRefusalAsync(SubmissionBatch batch, ComputeServiceException refusal, CancellationToken stop)
    {
        if (refusal.Code == "TASK_GROUP_NOT_FOUND" && batch.Target.TaskGroup.Forget())
        {
            // Groups expire; the service names another.
            await SendPartAsync(batch, stop).ConfigureAwait(false);
            return;
        }

        var (named, others) = batch.SplitByName(refusal.Detail);
        if (named.Count > 0 && others.Count > 0)
        {
            Refuse(named, refusal);
            await SendPartAsync(others, stop).ConfigureAwait(false);
        }
        else if (MayBeOneOfMany(batch, refusal))
        {
            Log.BatchSplit(_logger, batch.Count, batch.Functions.Count, LogReason.Of(refusal));
            await SendHalvesAsync(batch, stop).ConfigureAwait(false);
        }
        else
        {
            Refuse(batch, refusal);
        }
    }

    // Branches on the status, as codes are not enumerated; a code that names something else than functions spares the attempts.
    private static bool MayBeOneOfMany(SubmissionBatch batch, ComputeServiceException e) => e.StatusCode switch
    {
        HttpStatusCode.RequestEntityTooLarge => batch.Count > 1,
        HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity =>
            batch.Functions.Count > 1
            && (e.Code is null
                || !(e.Code.StartsWith("ENDPOINT", StringComparison.Ordinal)
                    || e.Code.StartsWith("TASK_GROUP", StringComparison.Ordinal)
                    || e.Code is "SEMANTICALLY_INVALID" or "AuthorizationRequired" or "ConsentRequired")),
        _ => false,
    };

    // When both halves are refused for the same reason, it is not one function's.
    private async Task SendHalvesAsync(SubmissionBatch batch, CancellationToken stop)
    {
        var (first, second) = batch.Halve();
        var one = await TrySendPartAsync(first, stop).ConfigureAwait(false);
        var other = await TrySendPartAsync(second, stop).ConfigureAwait(false);
        var alike = one is not null && other is not null && one.StatusCode == other.StatusCode && one.Code == other.Code
            && one.StatusCode != HttpStatusCode.RequestEntityTooLarge;
        foreach (var (half, refusal) in ((SubmissionBatch, ComputeServiceException?)[])[(first, one), (second, other)])
        {
            if (refusal is null)
            {
                continue;
            }

            if (alike)
            {
                Refuse(half, refusal);
            }
            else
            {
                await AfterRefusalAsync(half, refusal, stop).ConfigureAwait(false);
            }
        }
    }

    private async Task SendPartAsync(SubmissionBatch part, CancellationToken stop)
    {
        if (await TrySendPartAsync(part, stop).ConfigureAwait(false) is { } refusal)
        {
            await AfterRefusalAsync(part, refusal, stop).ConfigureAwait(false);
        }
    }

    private async Task<ComputeServiceException?> TrySendPartAsync(SubmissionBatch part, CancellationToken stop)
    {
        try
        {
            await _service.WaitForSubmitAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Detach(part);
            return null;
        }

        return await TrySendAsync(part, stop).ConfigureAwait(false);
    }

    private void Acknowledge(SubmissionBatch batch, SubmitAnswer answer)
    {
        if (answer.TaskGroupId is { } group)
        {
            batch.Target.TaskGroup.Adopt(group);
        }

        var receipt = new SubmissionReceipt(answer.RequestId, answer.TaskGroupId ?? batch.Target.TaskGroup.Id, _time.GetUtcNow(), _time.GetTimestamp());
        var doubled = DoubledIds(batch, answer);
        foreach (var function in batch.Functions)
        {
            var ids = answer.Tasks.GetValueOrDefault(function.FunctionId);
            if (ids is null || ids.Length != function.Calls.Count)
            {
                var reason = $"the answer names {ids?.Length ?? 0} tasks for the {function.Calls.Count} that were sent.";
                foreach (var call in function.Calls)
                {
                    call.TryFail(new CallOutcomeUnknownException(call.Handle, reason, null));
                    _lifecycle.SendingCompleted(call, reuse: true);
                }

                continue;
            }

            if (doubled is null)
            {
                _lifecycle.Accepted(CollectionsMarshal.AsSpan(function.Calls), ids, receipt);
            }
            else
            {
                AcknowledgeEach(function.Calls, ids, doubled, receipt);
            }
        }
    }

    private void AcknowledgeEach(List<RemoteCall> calls, Guid[] ids, HashSet<Guid> doubled, SubmissionReceipt receipt)
    {
        for (var i = 0; i < ids.Length; i++)
        {
            var call = calls[i];
            if (doubled.Contains(ids[i]))
            {
                call.TryFail(new CallOutcomeUnknownException(call.Handle, $"the answer names task {ids[i]} twice.", null));
                _lifecycle.SendingCompleted(call, reuse: true);
            }
            else
            {
                _lifecycle.Accepted([call], [ids[i]], receipt);
            }
        }
    }

    /// <summary>
    /// Finds the ids that an answer gives to several calls, or null: whose task such an id is, nobody can tell. They must be known before the first of these
    /// calls awaits its result, since that one may complete before the second does so.
    /// </summary>
    private HashSet<Guid>? DoubledIds(SubmissionBatch batch, SubmitAnswer answer)
    {
        if (batch.Count == 1)
        {
            return null;
        }

        // Kept from batch to batch, so that a call costs no memory here; a batch that is sent at the same time makes its own.
        var seen = Interlocked.Exchange(ref _seenIds, null) ?? [];
        HashSet<Guid>? doubled = null;
        foreach (var function in batch.Functions)
        {
            foreach (var id in answer.Tasks.GetValueOrDefault(function.FunctionId) ?? [])
            {
                if (!seen.Add(id))
                {
                    (doubled ??= []).Add(id);
                }
            }
        }

        seen.Clear();
        _seenIds = seen;
        return doubled;
    }

    private void Refuse(SubmissionBatch batch, ComputeServiceException refusal) =>
        Fail(batch, call => NotAccepted(call, refusal.Message, refusal), reuse: true, refusal);

    // What is sent again was sent before with an open outcome, or ran and lost its worker: a refusal now does not say that it did not run.
    private static Exception NotAccepted(RemoteCall call, string reason, Exception cause) => call.Attempts > 1
        ? new CallOutcomeUnknownException(
            call.Handle, $"it was sent {call.Attempts} times, and the outcome of all but the last attempt is unknown. Last attempt: {reason}", cause)
        : new CallRefusedException(call.Handle, reason, cause);

    private void Fail(SubmissionBatch batch, Func<RemoteCall, Exception> error, bool reuse, Exception cause, bool mayRepeat = false)
    {
        Log.BatchFailed(_logger, batch.Count, batch.Target.EndpointId, LogReason.Of(cause));
        foreach (var call in batch.Calls)
        {
            if (mayRepeat && call.IsIdempotent && _lifecycle.TrySendLater(call))
            {
                continue;
            }

            call.TryFail(error(call));
            _lifecycle.SendingCompleted(call, reuse);
        }
    }

    private void Detach(SubmissionBatch batch)
    {
        foreach (var call in batch.Calls)
        {
            _lifecycle.Detach(call);
        }
    }
}
