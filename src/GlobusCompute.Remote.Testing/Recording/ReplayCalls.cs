using System.Collections.Concurrent;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Testing.Server;

namespace GlobusCompute.Remote.Testing.Recording;

/// <summary>Answers the calls of one client from a recording: as its innermost filter, and as the worker of the service in memory.</summary>
/// <param name="calls">The recording.</param>
/// <param name="mode">What becomes of other calls.</param>
/// <param name="redactor">Makes calls comparable.</param>
/// <param name="service">Where the client's requests go.</param>
/// <param name="real">The client that sends what is not recorded; null where nothing is sent.</param>
/// <param name="report">Takes what does not match.</param>
internal sealed class ReplayCalls(
    RecordedCalls calls, ComputeReplayMode mode, Redactor redactor, FakeService service, Lazy<ComputeClient>? real, Action<ReplayMismatch> report)
    : IComputeCallFilter, ICallObserver
{
    // Taken for a call whose task is not there yet, and for tasks whose outcome was not read yet.
    private readonly ConcurrentDictionary<ComputeCallContext, RecordedCall> _taken = new();
    private readonly ConcurrentDictionary<Guid, RecordedOutcome> _outcomes = new();

    public async Task<T> InvokeAsync<T>(ComputeCallContext context, ComputeCallDelegate<T> proceed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(proceed);
        var call = calls.Take(context.MethodName, CallTexts.Of(context, redactor), mode == ComputeReplayMode.Lenient, out var mismatch);
        if (mismatch is not null)
        {
            report(mismatch);
        }

        if (call is null)
        {
            return real is null
                ? throw new ReplayMismatchException(mismatch!)
                : await ((Task<T>)((IForwardableCall)context.Run!).ForwardTo(real.Value.Runtime, context, cancellationToken)).ConfigureAwait(false);
        }

        _taken[context] = call;
        try
        {
            return await proceed(context, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (_taken.TryRemove(context, out var unused))
            {
                calls.PutBack(unused);
            }
        }
    }

    public void Accepted(ComputeCallContext context, Guid taskId)
    {
        ReplayMismatch? mismatch = null;
        if (!_taken.TryRemove(context, out var call))
        {
            // Sent again, as its worker was lost: the next one is what became of that.
            call = calls.Take(context.MethodName, CallTexts.Of(context, redactor), mode == ComputeReplayMode.Lenient, out mismatch);
        }

        if (call is null)
        {
            report(mismatch!);
            service.TryComplete(taskId, new FakeTaskResult($"ReplayMismatch: {mismatch!.Message}", IsFailure: true));
            return;
        }

        _outcomes[taskId] = call.Outcome;
        service.TryComplete(taskId, new FakeTaskResult(call.Outcome.Payload.Text!, call.Outcome.IsFailure));
    }

    public ArrivedOutcome Arrived(ComputeCallContext context, ArrivedOutcome outcome)
    {
        if (!_outcomes.TryRemove(outcome.TaskId, out var recorded))
        {
            return outcome;
        }

        return new ArrivedOutcome
        {
            TaskId = outcome.TaskId,
            Text = outcome.Text,
            IsFailure = outcome.IsFailure,
            Code = recorded.Code,
            UserMessage = recorded.UserMessage,
            Facts = recorded.Facts,
        };
    }
}
