using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Executor;

public sealed class ExecutorShutdownTests
{
    private static readonly PythonFunction s_pinned = PythonFunction.FromId(Guid.NewGuid());
    private static readonly PythonFunction s_source = PythonFunction.FromSource("def f():\n    return 1\n");

    [Fact]
    public async Task It_waits_for_the_calls_of_all_task_groups()
    {
        await using var harness = new ExecutorHarness();
        harness.Service.OnTask = static _ => (TaskState.Pending, null);
        var earlier = harness.Executor.Submit(s_pinned);
        harness.Executor.TaskGroupId = Guid.NewGuid();
        var later = harness.Executor.Submit(s_pinned);

        var shutdown = harness.Executor.ShutdownAsync();
        harness.Service.Settle(await later.Submitted, TaskState.Succeeded, "11\nnull");
        await later;
        Assert.False(shutdown.IsCompleted);
        harness.Service.Settle(await earlier.Submitted, TaskState.Succeeded, "11\nnull");
        await shutdown;

        Assert.True(earlier.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task It_does_not_wait_for_other_executors()
    {
        await using var harness = new ExecutorHarness(client: TestCalls.Options(shutdown: TimeSpan.Zero));
        harness.Service.OnTask = static _ => (TaskState.Pending, null);
        var others = harness.Another().Submit(s_pinned);

        await harness.Executor.ShutdownAsync();

        Assert.False(others.IsCompleted);
    }

    [Fact]
    public async Task Without_wait_it_ends_when_all_is_sent()
    {
        await using var harness = new ExecutorHarness();
        harness.Service.OnTask = static _ => (TaskState.Pending, null);
        var futures = Enumerable.Range(0, 100).Select(_ => harness.Executor.Submit(s_source)).ToList();

        await harness.Executor.ShutdownAsync(wait: false);

        Assert.All(futures, static f => Assert.NotNull(f.TaskId));
        Assert.All(futures, static f => Assert.False(f.IsCompleted));
        futures.ForEach(f => harness.Service.Settle(f.TaskId!.Value, TaskState.Succeeded, "11\nnull"));
        await Task.WhenAll(futures);
    }

    [Fact]
    public async Task Calls_that_fail_do_not_fail_it()
    {
        await using var harness = new ExecutorHarness();
        harness.Service.OnTask = static _ => (TaskState.Failed, "ValueError: no");
        var failing = harness.Executor.Submit(s_pinned);
        using var cancel = new CancellationTokenSource();
        var cancelled = harness.Executor.Submit(s_pinned, cancellationToken: cancel.Token);
        await cancel.CancelAsync();

        await harness.Executor.ShutdownAsync();

        await Assert.ThrowsAsync<TaskExecutionFailedException>(() => failing);
        Assert.True(cancelled.IsCompleted);
    }

    [Fact]
    public async Task Afterwards_nothing_is_taken()
    {
        await using var harness = new ExecutorHarness();
        await harness.Executor.ShutdownAsync();

        var error = Assert.Throws<ObjectDisposedException>(() => { _ = harness.Executor.Submit(s_pinned); });
        Assert.Contains("shut down", error.Message);
        Assert.Throws<ObjectDisposedException>(() => { _ = harness.Executor.Submit<int>(s_pinned); });
        Assert.Throws<ObjectDisposedException>(() => { _ = harness.Executor.SubmitToRegisteredFunction(Guid.NewGuid()); });
        Assert.Throws<ObjectDisposedException>(() => { _ = harness.Executor.Runtime.Submit(TestCalls.Pinned(), TestCalls.Arguments(), default); });
        await Assert.ThrowsAsync<ObjectDisposedException>(() => harness.Executor.RegisterFunctionAsync(s_source));
        Assert.Equal(0, harness.Runtime.Unsent.Count);
        await harness.Another().Submit(s_pinned);
    }

    [Fact]
    public async Task It_may_be_called_again_with_other_arguments()
    {
        await using var harness = new ExecutorHarness();
        harness.Service.OnTask = static _ => (TaskState.Pending, null);
        var future = harness.Executor.Submit(s_pinned);

        await harness.Executor.ShutdownAsync(wait: false);
        await harness.Executor.ShutdownAsync(wait: false, cancelFutures: true);
        var waiting = harness.Executor.ShutdownAsync();
        Assert.False(waiting.IsCompleted);
        harness.Service.Settle(future.TaskId!.Value, TaskState.Succeeded, "11\nnull");
        await waiting;
        await harness.Executor.ShutdownAsync();
        await harness.Executor.DisposeAsync();
    }

    [Fact]
    public async Task A_cancelled_wait_ends_the_wait_alone()
    {
        await using var harness = new ExecutorHarness();
        harness.Service.OnTask = static _ => (TaskState.Pending, null);
        var future = harness.Executor.Submit(s_pinned);
        await future.Submitted;
        using var cancel = new CancellationTokenSource();

        var waiting = harness.Executor.ShutdownAsync(cancellationToken: cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Throws<ObjectDisposedException>(() => { _ = harness.Executor.Submit(s_pinned); });
        harness.Service.Settle(future.TaskId!.Value, TaskState.Succeeded, "11\nnull");
        await future;
    }

    [Theory]
    [InlineData("registering")]
    [InlineData("queued")]
    public async Task Cancelling_futures_withdraws_what_was_not_sent(string where)
    {
        await using var harness = new ExecutorHarness(new ComputeExecutorOptions { TaskGroupId = Guid.NewGuid() });
        harness.Service.OnTask = static _ => (TaskState.Pending, null);
        var sent = harness.Executor.Submit(s_pinned);
        await sent.Submitted;
        var never = new TaskCompletionSource();
        harness.Service.OnBudget = token => never.Task.WaitAsync(token);
        harness.Service.OnRegister = async (_, token) =>
        {
            await never.Task.WaitAsync(token);
            return Guid.NewGuid();
        };
        var function = where == "registering" ? s_source : s_pinned;
        var unsent = Enumerable.Range(0, 10).Select(_ => harness.Executor.Submit(function)).ToList();
        var other = harness.Another().Submit(function);

        var shutdown = harness.Executor.ShutdownAsync(cancelFutures: true);

        foreach (var future in unsent)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => future);
        }

        Assert.False(sent.IsCompleted);
        Assert.False(shutdown.IsCompleted);
        Assert.False(other.IsCompleted);
        harness.Service.Settle(sent.TaskId!.Value, TaskState.Succeeded, "11\nnull");
        await shutdown;
        Assert.Equal(1, harness.Executor.SubmittedTasks);
        Assert.Equal(1, harness.Runtime.Unsent.Count);
        never.SetResult();
        await other.Submitted;
        Assert.Equal(2, harness.Service.Batches.Sum(static b => b.Count));
        harness.Service.Settle(other.TaskId!.Value, TaskState.Succeeded, "11\nnull");
        await other;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Calls_that_were_cancelled_before_do_not_hold_it_up(bool dispose)
    {
        await using var harness = new ExecutorHarness(new ComputeExecutorOptions { TaskGroupId = Guid.NewGuid() });
        var never = new TaskCompletionSource();
        harness.Service.OnBudget = token => never.Task.WaitAsync(token);
        harness.Service.OnRegister = async (_, token) =>
        {
            await never.Task.WaitAsync(token);
            return Guid.NewGuid();
        };
        var futures = Enumerable.Range(0, 10).SelectMany(_ => new[] { harness.Executor.Submit(s_pinned), harness.Executor.Submit(s_source) }).ToList();
        futures.ForEach(static f => f.Cancel());

        await (dispose ? harness.Executor.DisposeAsync().AsTask() : harness.Executor.ShutdownAsync());

        Assert.Equal(0, harness.Runtime.Unsent.Count);
        Assert.Empty(harness.Service.Batches);
        never.SetResult();
    }

    [Fact]
    public async Task Cancelling_futures_leaves_a_call_in_a_request_alone()
    {
        await using var harness = new ExecutorHarness();
        var answer = new TaskCompletionSource();
        harness.Service.OnSubmit = (_, _) => answer.Task;
        var future = harness.Executor.Submit(s_pinned);
        await Eventually.TrueAsync(() => future.Stage == ComputeFutureStage.Sending);

        var shutdown = harness.Executor.ShutdownAsync(cancelFutures: true);
        Assert.False(shutdown.IsCompleted);
        answer.SetResult();
        await shutdown;

        Assert.True(future.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Calls_racing_with_it_are_refused_or_waited_for()
    {
        for (var round = 0; round < 20; round++)
        {
            await using var harness = new ExecutorHarness();
            var cancel = round % 2 == 1;
            var taken = new List<ComputeFuture>();
            var calling = Task.Run(() =>
            {
                try
                {
                    while (true)
                    {
                        taken.Add(harness.Executor.Submit(s_source));
                    }
                }
                catch (ObjectDisposedException)
                {
                    // The shutdown was seen.
                }
            });
            await Eventually.TrueAsync(() => harness.Executor.PendingCalls > 0 || harness.Executor.SubmittedTasks > 0);

            await harness.Executor.ShutdownAsync(cancelFutures: cancel);

            await calling;
            Assert.All(taken, static f => Assert.True(f.IsCompleted));
            Assert.True(cancel || taken.TrueForAll(static f => f.IsCompletedSuccessfully));
            Assert.Equal(0, harness.Executor.PendingCalls);
            await Eventually.TrueAsync(() => harness.Runtime.Unsent.Count == 0);
        }
    }

    [Fact]
    public async Task It_ends_when_the_client_ends()
    {
        var harness = new ExecutorHarness(client: TestCalls.Options(shutdown: TimeSpan.Zero));
        harness.Service.OnTask = static _ => (TaskState.Pending, null);
        var future = harness.Executor.Submit(s_pinned);
        await future.Submitted;

        var shutdown = harness.Executor.ShutdownAsync();
        await harness.DisposeAsync();

        await shutdown;
        await Assert.ThrowsAsync<ComputeDetachedException>(() => future);
    }

    [Fact]
    public async Task Disposal_sends_and_does_not_wait_for_results()
    {
        await using var harness = new ExecutorHarness(client: TestCalls.Options(shutdown: TimeSpan.FromSeconds(30)));
        harness.Service.OnTask = static _ => (TaskState.Pending, null);
        var future = harness.Executor.Submit(s_source);

        await harness.Executor.DisposeAsync();

        Assert.NotNull(future.TaskId);
        Assert.False(future.IsCompleted);
        harness.Service.Settle(future.TaskId.Value, TaskState.Succeeded, "11\nnull");
        await harness.Executor.ShutdownAsync();
        Assert.True(future.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_call_that_fails_as_it_starts_gives_its_room_back_and_holds_up_no_shutdown()
    {
        var clock = new FailingClock();
        await using var harness = new ExecutorHarness(time: clock);
        harness.Executor.CallTimeout = TimeSpan.FromMinutes(1);

        clock.Fails = true;
        Assert.Throws<InvalidOperationException>(() => { _ = harness.Executor.Submit(PythonFunction.FromId(Guid.NewGuid())); });
        Assert.Throws<InvalidOperationException>(() => { _ = harness.Executor.Submit<int>(PythonFunction.FromId(Guid.NewGuid())); });
        clock.Fails = false;

        Assert.Equal(0, harness.Runtime.Unsent.Count);
        Assert.Equal(0, harness.Executor.PendingCalls);
        await harness.Executor.ShutdownAsync();
    }

    private sealed class FailingClock : TimeProvider
    {
        public bool Fails { get; set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            Fails ? throw new InvalidOperationException("The clock is broken.") : base.CreateTimer(callback, state, dueTime, period);
    }
}
