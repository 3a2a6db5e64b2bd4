using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Submission;

public sealed class ShutdownTests
{
    [Fact]
    public async Task Disposal_ends_pending_calls_with_their_handles()
    {
        var service = new FakeComputeService { OnTask = static _ => (TaskState.Pending, null) };
        var runtime = new ComputeRuntime(service, TestCalls.Options());
        var future = runtime.Call(TestCalls.Target(runtime), TestCalls.Source());
        var id = await future.Submitted;

        await runtime.DisposeAsync();

        var error = await Assert.ThrowsAsync<ComputeDetachedException>(() => future);
        Assert.Equal(id, error.Handle.TaskId);
        Assert.Equal(service.TaskGroupId, error.Handle.TaskGroupId);
        Assert.NotNull(error.Handle.FunctionHash);
    }

    [Fact]
    public async Task Disposal_sends_what_is_unsent()
    {
        var service = new FakeComputeService { OnTask = static _ => (TaskState.Pending, null) };
        var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);
        var function = TestCalls.Source();
        var futures = Enumerable.Range(0, 50).Select(_ => runtime.Call(target, function)).ToList();

        await runtime.DisposeAsync();

        foreach (var future in futures)
        {
            Assert.NotNull((await Assert.ThrowsAsync<ComputeDetachedException>(() => future)).Handle.TaskId);
        }
    }

    [Theory]
    [InlineData("registering")]
    [InlineData("queued")]
    [InlineData("sending")]
    public async Task Disposal_ends_calls_that_are_stuck_on_their_way(string where)
    {
        var never = new TaskCompletionSource();
        var service = new FakeComputeService();
        if (where == "registering")
        {
            service.OnRegister = async (_, token) =>
            {
                await never.Task.WaitAsync(token);
                return Guid.NewGuid();
            };
        }
        else if (where == "queued")
        {
            service.OnBudget = token => never.Task.WaitAsync(token);
        }
        else
        {
            service.OnSubmit = (_, token) => never.Task.WaitAsync(token);
        }

        var runtime = new ComputeRuntime(service, TestCalls.Options(shutdown: TimeSpan.Zero));
        var target = TestCalls.Target(runtime);
        var function = TestCalls.Source();
        var futures = Enumerable.Range(0, 5).Select(_ => runtime.Call(target, function)).ToList();

        await runtime.DisposeAsync();

        foreach (var future in futures)
        {
            var error = await Assert.ThrowsAsync<ComputeDetachedException>(() => future);
            Assert.Null(error.Handle.TaskId);
        }

        Assert.Equal(0, target.Counts.Unsent.Count);
    }

    [Fact]
    public async Task A_call_after_disposal_ends_at_once()
    {
        var runtime = new ComputeRuntime(new FakeComputeService(), TestCalls.Options());
        await runtime.DisposeAsync();

        await Assert.ThrowsAsync<ComputeDetachedException>(() => runtime.Call(TestCalls.Target(runtime), TestCalls.Pinned()));
    }

    [Fact]
    public async Task Disposing_twice_waits_for_the_same_end()
    {
        var runtime = new ComputeRuntime(new FakeComputeService(), TestCalls.Options());

        await Task.WhenAll(runtime.DisposeAsync().AsTask(), runtime.DisposeAsync().AsTask());
        await runtime.DisposeAsync();
    }

    [Fact]
    public async Task Calls_racing_with_disposal_all_end()
    {
        for (var round = 0; round < 20; round++)
        {
            var runtime = new ComputeRuntime(new FakeComputeService(), TestCalls.Options());
            var target = TestCalls.Target(runtime);
            var function = TestCalls.Source();
            var calling = Task.Run(() => Enumerable.Range(0, 500).Select(_ => (Task)runtime.Call(target, function)).ToList());
            await runtime.DisposeAsync();

            foreach (var future in await calling)
            {
                await ((Task)future).ContinueWith(static _ => { }, TaskScheduler.Default).WaitAsync(TimeSpan.FromSeconds(30));
            }

            await Eventually.TrueAsync(() => target.Counts.Unsent.Count == 0);
        }
    }

    [Fact]
    public async Task A_client_and_its_executors_refuse_calls_after_disposal()
    {
        var client = new ComputeClient(TestCalls.Options());
        var executor = client.CreateExecutor(TestCalls.Endpoint);
        await client.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => client.CreateExecutor(TestCalls.Endpoint));
        var arguments = TestCalls.Arguments();
        Assert.Throws<ObjectDisposedException>(() => { _ = executor.Runtime.Submit(TestCalls.Pinned(), arguments, default); });
    }
}
