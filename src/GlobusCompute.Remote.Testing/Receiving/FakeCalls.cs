using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Serialization.Formats;
using GlobusCompute.Remote.Testing.Server;
using GlobusCompute.Remote.Testing.Setups;

namespace GlobusCompute.Remote.Testing.Receiving;

/// <summary>Decides the outcomes of the tasks that a client submits, by the setups, and refuses calls for which there is none.</summary>
internal sealed class FakeCalls(FakeService service, TimeProvider time) : ICallObserver, IComputeCallFilter
{
    private readonly object _lock = new();
    private readonly List<FakeSetup> _setups = [];
    private readonly ConcurrentQueue<FakeCall> _received = new();

    /// <summary>All calls, in the order in which the service accepted them.</summary>
    public IReadOnlyList<FakeCall> Received => [.. _received];

    public TSetup Add<TSetup>(TSetup setup)
        where TSetup : FakeSetup
    {
        lock (_lock)
        {
            _setups.Add(setup);
        }

        return setup;
    }

    /// <summary>Lets calls through that are set up.</summary>
    public Task<T> InvokeAsync<T>(ComputeCallContext context, ComputeCallDelegate<T> proceed, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_setups.Exists(setup => setup.Selector.Matches(context)))
            {
                return Task.FromException<T>(new InvalidOperationException($"{context.MethodName} is not set up. {HowTo(context)}"));
            }
        }

        return proceed(context, cancellationToken);
    }

    public ArrivedOutcome Arrived(ComputeCallContext context, ArrivedOutcome outcome) => outcome;

    public void Accepted(ComputeCallContext context, Guid taskId)
    {
        // Not on the loop that submits: what is set up may be code of the test.
        _ = Task.Run(() => context.Items > 0 ? DecideItemsAsync(context, taskId) : DecideAsync(context, taskId));
    }

    private static string HowTo(ComputeCallContext context)
    {
        if (context.InterfaceType is not { } type)
        {
            return $"Call fake.SetupFunction<T>(\"{context.FunctionName}\") with an outcome before.";
        }

        var method = context.MethodName[(context.MethodName.LastIndexOf('.') + 1)..];
        var arguments = string.Join(", ", context.Arguments.Select(static _ => "default!"));
        return $"Call fake.Setup(({type.Name} x) => x.{method}({arguments})) with an outcome before.";
    }

    private async Task DecideAsync(ComputeCallContext context, Guid taskId)
    {
        var arguments = WorkerArguments.Read(service.Task(taskId).Arguments);
        var outcome = await DecideAsync(new FakeCall(context, taskId, arguments, context.Arguments)).ConfigureAwait(false);
        service.TryComplete(taskId, new FakeTaskResult(outcome.Text, outcome.IsFailure));
    }

    private async Task DecideItemsAsync(ComputeCallContext context, Guid taskId)
    {
        var items = WorkerArguments.ReadItems(service.Task(taskId).Arguments);
        var outcomes = await Task.WhenAll(items.Select((item, i) => DecideAsync(new FakeCall(context, taskId, item, Given(context, i))))).ConfigureAwait(false);
        var texts = new StringBuilder();
        foreach (var outcome in outcomes)
        {
            var text = outcome.IsFailure ? "!!\n" + outcome.Text : outcome.Text;
            texts.Append(PackedBuffers.CodePoints(text)).Append('\n').Append(text);
        }

        service.TryComplete(taskId, new FakeTaskResult("11\n" + JsonSerializer.Serialize(texts.ToString()), IsFailure: false));
    }

    // Of the arguments that are lists of elements, an item has its own element.
    private static ComputeCallArgument[] Given(ComputeCallContext context, int item) =>
    [
        .. context.Arguments.Select(argument => argument.Value is List<object?> elements && elements.Count == context.Items
            ? argument with { Value = elements[item] }
            : argument),
    ];

    private async Task<CallOutcome> DecideAsync(FakeCall call)
    {
        _received.Enqueue(call);
        FakeSetup? setup;
        lock (_lock)
        {
            setup = _setups.FindLast(candidate => candidate.Selector.Matches(call.Context) && candidate.Matches(call));
        }

        if (setup is null)
        {
            return CallOutcome.Mistake($"No setup of {call.MethodName} is for these arguments.");
        }

        var (delay, outcome) = setup.Decide(call);
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, time).ConfigureAwait(false);
        }

        if (outcome is not null)
        {
            call.TryEnd(outcome);
        }

        return await call.Outcome.ConfigureAwait(false);
    }
}
