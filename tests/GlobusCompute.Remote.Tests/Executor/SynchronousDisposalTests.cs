using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Executor;

/// <summary>A <c>using</c> without <c>await</c> ends a client or an executor without waiting for anything, and leaves no future behind.</summary>
public sealed class SynchronousDisposalTests
{
    private static readonly TimeSpan s_watchdog = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("registering")]
    [InlineData("waiting for the budget")]
    public async Task A_client_faults_what_was_not_sent_with_an_exception_that_says_so(string what)
    {
        var begun = new SemaphoreSlim(0);
        var never = new TaskCompletionSource<Guid>();
        var service = new FakeComputeService
        {
            OnRegister = (_, token) => { begun.Release(); return never.Task.WaitAsync(token); },
            OnBudget = async token => { begun.Release(); await never.Task.WaitAsync(token); },
        };
        ComputeFuture future;
        var runtime = new ComputeRuntime(service, TestCalls.Options(shutdown: TimeSpan.FromHours(1)));
        using (new ComputeClient(runtime))
        {
            future = runtime.Call(TestCalls.Target(runtime), what == "registering" ? TestCalls.Source() : TestCalls.Pinned());
            await begun.WaitAsync(s_watchdog);
        }

        var error = await Assert.ThrowsAsync<CallNotSentException>(() => future.WaitAsync(s_watchdog));
        Assert.Null(error.Handle.TaskId);
        Assert.True(error.IsTransient);
        Assert.Empty(service.Batches);
        await runtime.DisposeAsync().AsTask().WaitAsync(s_watchdog);
        Assert.Equal(0, runtime.Unsent.Count);
    }

    [Fact]
    public async Task A_client_faults_what_was_sent_with_an_exception_that_has_the_handle()
    {
        var service = new FakeComputeService { OnTask = static _ => (TaskState.Pending, null) };
        ComputeFuture future;
        Guid id;
        using (var client = new ComputeClient(new ComputeRuntime(service, TestCalls.Options(shutdown: TimeSpan.FromHours(1)))))
        {
            future = client.Runtime.Call(TestCalls.Target(client.Runtime), TestCalls.Pinned());
            id = await future.Submitted.WaitAsync(s_watchdog);
        }

        var error = await Assert.ThrowsAsync<ComputeDetachedException>(() => future.WaitAsync(s_watchdog));
        Assert.Equal(id, error.Handle.TaskId);
    }

    [Fact]
    public async Task A_client_may_be_disposed_in_any_way_and_as_often_as_wanted()
    {
        var client = new ComputeClient(new ComputeRuntime(new FakeComputeService(), TestCalls.Options()));
        var executor = client.CreateExecutor(Guid.NewGuid());
        client.Dispose();
        client.Dispose();
        await client.DisposeAsync().AsTask().WaitAsync(s_watchdog);
        executor.Dispose();
        await executor.DisposeAsync().AsTask().WaitAsync(s_watchdog);
        Assert.Throws<ObjectDisposedException>(() => client.CreateExecutor(Guid.NewGuid()));

        client = new ComputeClient(new ComputeRuntime(new FakeComputeService(), TestCalls.Options()));
        await client.DisposeAsync().AsTask().WaitAsync(s_watchdog);
        client.Dispose();
    }

    [Fact]
    public async Task An_executor_takes_no_more_calls_and_leaves_its_unsent_ones_to_the_client()
    {
        var open = new TaskCompletionSource();
        var begun = new SemaphoreSlim(0);
        var service = new FakeComputeService { OnBudget = async token => { begun.Release(); await open.Task.WaitAsync(token); } };
        await using var client = new ComputeClient(new ComputeRuntime(service, TestCalls.Options()));
        var function = PythonFunction.FromId(Guid.NewGuid());
        ComputeFuture future;
        ComputeExecutor executor;
        using (executor = client.CreateExecutor(Guid.NewGuid()))
        {
            future = executor.Submit(function);
            await begun.WaitAsync(s_watchdog);
        }

        Assert.Throws<ObjectDisposedException>(() => { _ = executor.Submit(function); });
        Assert.False(future.IsCompleted);
        open.SetResult();
        await future.Submitted.WaitAsync(s_watchdog);
    }
}
