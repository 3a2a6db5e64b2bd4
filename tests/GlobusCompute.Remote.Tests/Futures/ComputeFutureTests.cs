using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Futures;

public sealed class ComputeFutureTests
{
    [Fact]
    public async Task A_made_future_has_its_value_and_no_task()
    {
        var future = ComputeFuture.FromResult(42);

        Assert.Equal(42, await future);
        Assert.Null(future.TaskId);
        Assert.Equal(ComputeFutureStage.Completed, future.Stage);
        Assert.False(future.Cancel());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => future.Submitted);
    }

    [Fact]
    public async Task A_made_future_has_its_exception()
    {
        var error = new InvalidOperationException("no");

        Assert.Same(error, await Assert.ThrowsAsync<InvalidOperationException>(() => ComputeFuture.FromException<int>(error)));
        Assert.Same(error, await Assert.ThrowsAsync<InvalidOperationException>(() => ComputeFuture.FromException(error)));
        Assert.True(ComputeFuture.CompletedFuture.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_future_is_a_task_to_combinators()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => ComputeFuture.FromResult(i)));

        Assert.Equal(Enumerable.Range(0, 10), all);
    }

    [Fact]
    public async Task A_pending_future_cannot_be_run_by_its_holder()
    {
        var service = new FakeComputeService { OnTask = _ => (TaskState.Pending, null) };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var future = runtime.Call(TestCalls.Target(runtime), TestCalls.Pinned());

        Assert.Throws<InvalidOperationException>(future.Start);
        Assert.Throws<InvalidOperationException>(future.RunSynchronously);
#pragma warning disable xUnit1031 // What blocking does is what is tested.
        Assert.False(future.Wait(0));
#pragma warning restore xUnit1031
        future.Cancel();
    }

    [Fact]
    public async Task Continuations_do_not_run_on_the_delivering_thread()
    {
        var call = new VoidCall(TestCalls.NoTarget, TestCalls.Pinned(), TestCalls.Arguments());
        var future = call.Start(CancellationToken.None);
        var continued = future.ContinueWith(
            static _ => Environment.CurrentManagedThreadId,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        var delivering = new Thread(() => call.TryDeliver("11\nnull"u8));

        delivering.Start();

        Assert.NotEqual(delivering.ManagedThreadId, await continued);
        delivering.Join();
    }

    [Fact]
    public async Task The_first_end_of_a_call_is_its_only_one()
    {
        var call = new VoidCall(TestCalls.NoTarget, TestCalls.Pinned(), TestCalls.Arguments());
        var future = call.Start(CancellationToken.None);

        Assert.True(call.TryFail(new InvalidOperationException("first")));
        Assert.False(call.TryDeliver("11\nnull"u8));
        Assert.False(call.TryCancel());
        Assert.False(future.Cancel());
        Assert.Equal("first", (await Assert.ThrowsAsync<InvalidOperationException>(() => future)).Message);
    }

    [Fact]
    public async Task Racing_ends_leave_exactly_one_winner()
    {
        for (var round = 0; round < 200; round++)
        {
            var call = new VoidCall(TestCalls.NoTarget, TestCalls.Pinned(), TestCalls.Arguments());
            var future = call.Start(CancellationToken.None);
            var wins = await Task.WhenAll(
                Task.Run(() => call.TryDeliver("11\nnull"u8)),
                Task.Run(() => call.TryFail(new InvalidOperationException())),
                Task.Run(() => call.TryCancel()));

            Assert.Single(wins, static won => won);
            Assert.True(future.IsCompleted);
        }
    }

    [Fact]
    public async Task A_cancelled_future_is_cancelled_as_a_task_is()
    {
        var call = new VoidCall(TestCalls.NoTarget, TestCalls.Pinned(), TestCalls.Arguments());
        var future = call.Start(CancellationToken.None);

        Assert.True(future.Cancel());
        Assert.True(future.IsCanceled);
        await Assert.ThrowsAsync<TaskCanceledException>(() => future);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => future.Submitted);
    }

    [Fact]
    public void The_caller_s_token_cancels_before_and_after_the_start()
    {
        using var source = new CancellationTokenSource();
        var early = new VoidCall(TestCalls.NoTarget, TestCalls.Pinned(), TestCalls.Arguments()).Start(new CancellationToken(canceled: true));
        var late = new VoidCall(TestCalls.NoTarget, TestCalls.Pinned(), TestCalls.Arguments()).Start(source.Token);

        Assert.True(early.IsCanceled);
        Assert.False(late.IsCompleted);
        source.Cancel();
        Assert.True(late.IsCanceled);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_future_does_not_keep_the_caller_s_ambient_values_alive(bool hasTimeout)
    {
        var ambient = new AsyncLocal<object?>();
        WeakReference reference = null!;
        ComputeFuture future = null!;
        Make();

        for (var i = 0; i < 5 && reference.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(reference.IsAlive);
        GC.KeepAlive(future);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        void Make()
        {
            var thread = new Thread(() =>
            {
                var value = new object();
                reference = new WeakReference(value);
                ambient.Value = value;
                future = new VoidCall(TestCalls.NoTarget, TestCalls.Pinned(), TestCalls.Arguments()).Start(CancellationToken.None);
                if (hasTimeout)
                {
                    future.WithTimeout(TimeSpan.FromDays(1));
                }

                ambient.Value = null;
            });
            thread.Start();
            thread.Join();
        }
    }
}
