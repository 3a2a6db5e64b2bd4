using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Serialization.Formats;
using GlobusCompute.Remote.Testing.Server;
using GlobusCompute.Remote.Testing.Setups;

namespace GlobusCompute.Remote.Testing.Receiving;

/// <summary>
/// Decides the calls of clients by the setups. Which outcome a call has is decided when the app makes it, so that the order of calls decides and not that of
/// threads; what the outcome is, once the service has accepted it.
/// </summary>
internal sealed class FakeCalls(FakeService service, TimeProvider time) : ICallObserver, IDisposable
{
    // As many as a client sends a call by default.
    private const int MaxAttempts = 6;

    private readonly CallLog _log = new();
    private readonly SetupList _setups = new();
    private readonly ConditionalWeakTable<ComputeCallContext, Queue<FakeCall[]>> _submitted = [];
    private readonly ConcurrentDictionary<Guid, CallOutcome> _outcomes = new();
    private readonly CancellationTokenSource _stop = new();

    /// <summary>All calls, in the order in which the app has made them.</summary>
    public CallLog Log => _log;

    public SetupList Setups => _setups;

    /// <inheritdoc/>
    public Exception? Submitting(ComputeCallContext context, ComputeTaskHandle handle)
    {
        if (service.IsRefusingSubmissions)
        {
            // The service says so itself, and the call has no outcome of a setup.
            return _setups.Explain(context);
        }

        Exception? last = null;
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            if (_setups.Explain(context) is { } mistake)
            {
                return mistake;
            }

            var calls = Receive(context);
            if (Array.Find(calls, static call => call.Step.Refuse is not null)?.Step is not { } step)
            {
                var queue = _submitted.GetOrCreateValue(context);
                lock (queue)
                {
                    queue.Enqueue(calls);
                }

                return null;
            }

            var error = step.Refuse!(handle);
            Array.ForEach(calls, call => call.TryEnd(CallOutcome.Faulted(error)));
            Array.ForEach(calls, _log.Begin);
            last = last is null ? error : SubmissionFaults.AfterFirst(handle, error);
            if (!step.IsAmbiguous || !context.Idempotent)
            {
                break;
            }
        }

        return last;
    }

    /// <inheritdoc/>
    public void Accepted(ComputeCallContext context, Guid taskId)
    {
        FakeCall[]? calls = null;
        if (_submitted.TryGetValue(context, out var queue))
        {
            lock (queue)
            {
                queue.TryDequeue(out calls);
            }
        }

        // One that the client sends again was not submitted by the app.
        calls ??= Receive(context);
        Array.ForEach(calls, call => call.SetAccepted(taskId));

        // Not on the loop that submits: what is set up may be code of the test.
        _ = Task.Run(() => DecideAsync(context, taskId, calls));
    }

    /// <inheritdoc/>
    public ArrivedOutcome Arrived(ComputeCallContext context, ArrivedOutcome outcome) =>
        _outcomes.TryRemove(outcome.TaskId, out var decided)
            ? outcome with { Code = decided.Code, UserMessage = decided.UserMessage, Fault = decided.Fault }
            : outcome;

    /// <summary>Ends delays, so that no timer is left.</summary>
    public void Dispose() => _stop.Cancel();

    private FakeCall[] Receive(ComputeCallContext context)
    {
        FakeCall[] calls = context.Items == 0
            ? [new FakeCall(context, WorkerArguments.Read(context.SerializedArguments), context.Arguments)]
            : [.. WorkerArguments.ReadItems(context.SerializedArguments).Select((item, i) => new FakeCall(context, item, Given(context, i)))];
        foreach (var call in calls)
        {
            call.Step = _setups.Take(call);
        }

        _log.Add(calls);
        return calls;
    }

    // Of the arguments that are lists of elements, an item has its own element.
    private static ComputeCallArgument[] Given(ComputeCallContext context, int item) =>
    [
        .. context.Arguments.Select(argument => argument.Value is List<object?> elements && elements.Count == context.Items
            ? argument with { Value = elements[item] }
            : argument),
    ];

    private async Task DecideAsync(ComputeCallContext context, Guid taskId, FakeCall[] calls)
    {
        try
        {
            var outcomes = await Task.WhenAll(calls.Select(DecideAsync)).ConfigureAwait(false);
            var outcome = context.Items == 0 ? outcomes[0] : Array.Find(outcomes, static one => one.Fault is not null) ?? Join(outcomes);
            _outcomes[taskId] = outcome;
            service.TryComplete(taskId, new FakeTaskResult(outcome.Text, outcome.IsFailure));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Nobody waits for it any more.
        }
    }

    private async Task<CallOutcome> DecideAsync(FakeCall call)
    {
        // The delay runs before a test can learn that the call is here and move the clock.
        var delay = call.Step.Delay > TimeSpan.Zero ? Task.Delay(call.Step.Delay, time, _stop.Token) : Task.CompletedTask;
        _log.Begin(call);
        CallOutcome? outcome;
        try
        {
            outcome = call.Step is { Refuse: { } refuse }
                ? new CallOutcome("Refused", IsFailure: true) { Fault = handle => SubmissionFaults.AfterFirst(handle, refuse(handle)) }
                : call.Step.Decide(call);
        }
        catch (Exception e)
        {
            outcome = CallOutcome.Mistake($"The delegate that is set up for {call.MethodName} threw {e.GetType().Name}: {e.Message}");
        }

        await delay.ConfigureAwait(false);
        if (outcome is not null)
        {
            call.TryEnd(outcome);
        }

        return await call.Outcome.WaitAsync(_stop.Token).ConfigureAwait(false);
    }

    // As the wrapper of a Map reports the items of a task.
    private static CallOutcome Join(CallOutcome[] outcomes)
    {
        var texts = new StringBuilder();
        foreach (var outcome in outcomes)
        {
            var text = outcome.IsFailure ? "!!\n" + outcome.Text : outcome.Text;
            texts.Append(PackedBuffers.CodePoints(text)).Append('\n').Append(text);
        }

        return new CallOutcome("11\n" + JsonSerializer.Serialize(texts.ToString()), IsFailure: false);
    }
}
