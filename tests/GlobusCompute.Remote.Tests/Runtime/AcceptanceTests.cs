using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Runtime;

/// <summary>What happens to the calls of a request while its answer is taken in, one call after the other.</summary>
public sealed class AcceptanceTests
{
    private const string WorkerLost = "Traceback\nparsl.executors.high_throughput.errors.WorkerLost: Task failure due to loss of worker 3\n";

    // No test waits so long unless it fails.
    private static readonly TimeSpan s_watchdog = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_call_that_is_sent_again_while_its_neighbours_are_still_being_accepted_completes()
    {
        using var isSentAgain = new ManualResetEventSlim();
        var isTakenIn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var budget = new TaskCompletionSource();
        var service = new FakeComputeService { OnBudget = _ => budget.Task };
        var sendings = 0;
        service.OnTask = call => Interlocked.Increment(ref sendings) == 1 ? (TaskState.Failed, WorkerLost) : (TaskState.Succeeded, "11\n1");
        service.OnSubmit = async (batch, _) =>
        {
            if (service.Batches.Count == 2)
            {
                isSentAgain.Set();
                await isTakenIn.Task;
            }
        };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);
        var function = TestCalls.Source(policy: new CallPolicy(IsIdempotent: true));
        var first = new HookedCall(target, function);
        var (stage, counted, isAgain) = (ComputeFutureStage.Registering, 0L, false);
        var second = new HookedCall(target, function)
        {
            OnAccepted = () =>
            {
                (stage, counted) = (first.Stage, target.Counts.Accepted);

                // The first one's result is asked for, its worker was lost, and it goes into another request, all before this one is accepted.
                runtime.Results.Fetch(first.TaskId!.Value);
                isAgain = isSentAgain.Wait(s_watchdog);
            },
        };
        var futures = new[] { Submit(runtime, first), Submit(runtime, second) };
        budget.SetResult();

        Assert.Equal(1, await futures[1].WaitAsync(s_watchdog));
        Assert.True(isAgain);
        Assert.Equal(ComputeFutureStage.Submitted, stage);
        Assert.Equal(2, counted);
        Assert.Equal(ComputeFutureStage.Sending, futures[0].Stage);
        isTakenIn.SetResult();

        Assert.Equal(1, await futures[0].WaitAsync(s_watchdog));
        Assert.Equal(2, first.Attempts);
        Assert.Equal(3, target.Counts.Accepted);
        await Eventually.TrueAsync(() => runtime.Results.Count == 0 && runtime.Unsent.Count == 0);
    }

    [Fact]
    public async Task What_an_observer_throws_at_an_acceptance_leaves_no_call_of_the_request_pending()
    {
        var budget = new TaskCompletionSource();
        var service = new FakeComputeService { OnBudget = _ => budget.Task, OnTask = static _ => (TaskState.Succeeded, "11\n1") };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);
        var function = TestCalls.Pinned();
        var futures = Enumerable.Range(0, 5)
            .Select(i => Submit(runtime, new HookedCall(target, function) { OnAccepted = () => _ = i == 2 ? throw new InvalidOperationException("no") : i }))
            .ToList();
        budget.SetResult();

        var error = await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => futures[2].WaitAsync(s_watchdog));
        futures.RemoveAt(2);

        Assert.IsType<InvalidOperationException>(error.InnerException);
        Assert.NotNull(error.Handle.TaskId);
        Assert.All(await Task.WhenAll(futures).WaitAsync(s_watchdog), static value => Assert.Equal(1, value));
        Assert.Equal(5, target.Counts.Accepted);
        await Eventually.TrueAsync(() => runtime.Unsent.Count == 0);
    }

    private static ComputeFuture<int> Submit(ComputeRuntime runtime, HookedCall call)
    {
        runtime.Unsent.Enter(call.Target.Counts, call.ArgumentBytes);
        var future = call.Start(CancellationToken.None);
        runtime.Calls.Accept(call);
        return future;
    }

    private sealed class HookedCall(CallTarget target, FunctionDefinition function)
        : ValueCall<int>(target, function, TestCalls.Arguments(), PayloadRules.ForReflection(ComputeNaming.SnakeCase), allowNull: false)
    {
        public Action? OnAccepted { get; init; }

        protected override void Accepted(Guid taskId) => OnAccepted?.Invoke();
    }
}
