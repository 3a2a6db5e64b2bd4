using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Testing.Server;

namespace GlobusCompute.Remote.Testing.Recording;

/// <summary>Answers the calls of one client from a recording: as its innermost filter, and as the worker of the service in memory.</summary>
/// <param name="calls">The recording.</param>
/// <param name="mode">The outcome of other calls.</param>
/// <param name="redactor">Makes calls comparable.</param>
/// <param name="service">Where the client's requests go.</param>
/// <param name="real">The client that sends what is not recorded; null where nothing is sent.</param>
/// <param name="report">Takes what does not match.</param>
internal sealed class ReplayCalls(
    RecordedCalls calls, ComputeReplayMode mode, Redactor redactor, FakeService service, Lazy<ComputeClient>? real, Action<ReplayMismatch> report)
    : IComputeCallFilter, ICallObserver
{
    private readonly object _lock = new();

    // Taken for calls that are not sent yet, by their arguments; and for tasks whose outcome was not read yet.
    private readonly Dictionary<string, List<TakenCall>> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, RecordedCall> _accepted = [];
    private readonly HashSet<Guid> _taskIds = [];

    public async Task<T> InvokeAsync<T>(ComputeCallContext context, ComputeCallDelegate<T> proceed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(proceed);
        var call = Take(context, out var mismatch);
        if (call is null)
        {
            return real is null
                ? throw new ReplayMismatchException(mismatch!)
                : await ((Task<T>)((IForwardableCall)context.Run!).ForwardTo(real.Value.Runtime, context, cancellationToken)).ConfigureAwait(false);
        }

        var taken = new TakenCall(context.FunctionName, CallTexts.TextOf(context.SerializedArguments.Span), call);
        Expect(taken);
        try
        {
            return await proceed(context, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (TryForget(taken))
            {
                calls.PutBack(call);
            }
        }
    }

    /// <summary>Makes the id of a task: the recorded one, so that messages which name it are as they were.</summary>
    public Guid NewTaskId(string? functionName, string arguments)
    {
        lock (_lock)
        {
            var taken = _taken.GetValueOrDefault(arguments)?.Find(candidate => functionName is null || candidate.FunctionName == functionName);
            if (taken is null)
            {
                return Guid.NewGuid();
            }

            Remove(taken);

            // A call that is replayed again is another task.
            var id = taken.Call.TaskId != Guid.Empty && _taskIds.Add(taken.Call.TaskId) ? taken.Call.TaskId : Guid.NewGuid();
            _accepted.Add(id, taken.Call);
            return id;
        }
    }

    public void Accepted(ComputeCallContext context, Guid taskId)
    {
        RecordedCall? call;
        ReplayMismatch? mismatch = null;
        lock (_lock)
        {
            _accepted.TryGetValue(taskId, out call);
        }

        // Otherwise it was sent again, as its worker was lost: the next equal call is its second attempt.
        call ??= Take(context, out mismatch);
        if (call is null)
        {
            service.TryComplete(taskId, new FakeTaskResult($"ReplayMismatch: {mismatch!.Message}", IsFailure: true));
            return;
        }

        lock (_lock)
        {
            _accepted[taskId] = call;
        }

        service.TryComplete(taskId, new FakeTaskResult(call.Outcome.Payload.Text!, call.Outcome.IsFailure));
    }

    public ArrivedOutcome Arrived(ComputeCallContext context, ArrivedOutcome outcome)
    {
        RecordedCall? call;
        lock (_lock)
        {
            _accepted.Remove(outcome.TaskId, out call);
        }

        return call is null ? outcome : new ArrivedOutcome
        {
            TaskId = outcome.TaskId,
            Text = outcome.Text,
            IsFailure = outcome.IsFailure,
            Code = call.Outcome.Code,
            UserMessage = call.Outcome.UserMessage,
            Facts = call.Outcome.Facts,
        };
    }

    private RecordedCall? Take(ComputeCallContext context, out ReplayMismatch? mismatch)
    {
        var call = calls.Take(context.MethodName, CallTexts.Of(context, redactor), mode == ComputeReplayMode.Lenient, out mismatch);
        if (mismatch is not null)
        {
            report(mismatch);
        }

        return call;
    }

    private void Expect(TakenCall taken)
    {
        lock (_lock)
        {
            if (!_taken.TryGetValue(taken.Arguments, out var equal))
            {
                _taken.Add(taken.Arguments, equal = []);
            }

            equal.Add(taken);
        }
    }

    private bool TryForget(TakenCall taken)
    {
        lock (_lock)
        {
            return Remove(taken);
        }
    }

    private bool Remove(TakenCall taken)
    {
        if (!_taken.TryGetValue(taken.Arguments, out var equal) || !equal.Remove(taken))
        {
            return false;
        }

        if (equal.Count == 0)
        {
            _taken.Remove(taken.Arguments);
        }

        return true;
    }

    /// <summary>A recorded call that is about to be replayed. Each is itself alone.</summary>
    private sealed class TakenCall(string functionName, string arguments, RecordedCall call)
    {
        public string FunctionName => functionName;

        public string Arguments => arguments;

        public RecordedCall Call => call;
    }
}
