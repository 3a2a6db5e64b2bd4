using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Attaching;

public sealed class ReloadTests
{
    private static readonly Guid s_group = Guid.Parse("99999999-2222-4333-8444-555555555555");

    [Fact]
    public async Task Finished_tasks_are_complete_when_the_reload_returns_and_pending_ones_come_later()
    {
        var service = new FakeComputeService();
        var ids = Tasks(service, 1200);
        service.Settle(ids[7], TaskState.Pending, null);
        await using var client = new ComputeClient(new ComputeRuntime(service, TestCalls.Options()));
        await using var executor = client.CreateExecutor(TestCalls.Endpoint);

        var futures = await executor.ReloadTasksAsync<int>(s_group);

        Assert.Equal(ids, futures.Select(static f => f.TaskId!.Value));
        Assert.Equal([7], futures.Select(static (f, i) => f.IsCompleted ? -1 : i).Where(static i => i >= 0));
        Assert.All(service.Questions, static count => Assert.InRange(count, 1, 500));
        service.Settle(ids[7], TaskState.Succeeded, "11\n7");
        Assert.Equal(Enumerable.Range(0, 1200), await Task.WhenAll(futures));
    }

    [Fact]
    public async Task The_given_group_becomes_the_executor_s()
    {
        var service = new FakeComputeService();
        Tasks(service, 1);
        await using var client = new ComputeClient(new ComputeRuntime(service, TestCalls.Options()));
        await using var executor = client.CreateExecutor(TestCalls.Endpoint, new ComputeExecutorOptions { TaskGroupId = Guid.NewGuid() });

        await executor.ReloadTasksAsync(s_group);

        Assert.Equal(s_group, executor.TaskGroupId);
        Assert.Equal(s_group, (await executor.ReloadTasksAsync<int>())[0].Handle.TaskGroupId);
    }

    [Fact]
    public async Task A_group_the_service_does_not_know_leaves_the_executor_as_it_was()
    {
        var service = new FakeComputeService
        {
            OnTaskGroup = static (_, _) => throw new ComputeServiceException("GET /v2/taskgroup", System.Net.HttpStatusCode.NotFound, "TASK_GROUP_NOT_FOUND", "no such group"),
        };
        await using var client = new ComputeClient(new ComputeRuntime(service, TestCalls.Options()));
        await using var executor = client.CreateExecutor(TestCalls.Endpoint);

        await Assert.ThrowsAsync<ComputeServiceException>(() => executor.ReloadTasksAsync<int>(s_group));

        Assert.Null(executor.TaskGroupId);
        await Assert.ThrowsAsync<InvalidOperationException>(() => executor.ReloadTasksAsync<int>());
        await Assert.ThrowsAsync<ArgumentException>(() => executor.ReloadTasksAsync<int>(Guid.Empty));
    }

    [Fact]
    public async Task A_result_that_does_not_fit_fails_alone_and_so_do_failed_and_unknown_tasks()
    {
        var service = new FakeComputeService();
        var ids = Tasks(service, 5);
        service.Settle(ids[1], TaskState.Succeeded, "11\n\"text\"");
        service.Settle(ids[2], TaskState.Failed, "Traceback\nValueError: bad\n");
        service.Settle(ids[3], TaskState.Unknown, "gone");
        await using var client = new ComputeClient(new ComputeRuntime(service, TestCalls.Options()));
        await using var executor = client.CreateExecutor(TestCalls.Endpoint);

        var futures = await executor.ReloadTasksAsync<int>(s_group);

        Assert.Equal(0, await futures[0]);
        await Assert.ThrowsAsync<ResultDeserializationException>(() => futures[1]);
        Assert.Equal("ValueError", (await Assert.ThrowsAsync<TaskExecutionFailedException>(() => futures[2])).RemoteType);
        await Assert.ThrowsAsync<TaskNotFoundException>(() => futures[3]);
        Assert.Equal(4, await futures[4]);
    }

    [Fact]
    public async Task Without_a_type_results_are_what_they_are()
    {
        var service = new FakeComputeService();
        var ids = Tasks(service, 2);
        service.Settle(ids[1], TaskState.Succeeded, "11\n\"text\"");
        await using var client = new ComputeClient(new ComputeRuntime(service, TestCalls.Options()));
        await using var executor = client.CreateExecutor(TestCalls.Endpoint);

        var futures = await executor.ReloadTasksAsync(s_group);

        Assert.Equal((object?[])[0L, "text"], await Task.WhenAll(futures));
    }

    [Fact]
    public async Task A_task_this_client_awaits_already_keeps_its_future()
    {
        var service = new FakeComputeService { OnTask = static _ => (TaskState.Pending, null) };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        await using var client = new ComputeClient(runtime);
        await using var executor = client.CreateExecutor(TestCalls.Endpoint);
        var mine = runtime.Call(TestCalls.Target(runtime), TestCalls.Pinned());
        var id = await mine.Submitted;
        service.OnTaskGroup = (group, _) => Task.FromResult(new ComputeTaskGroup(group, [new ComputeTaskGroupEntry(id, null), new ComputeTaskGroupEntry(id, null)]));

        var again = Assert.Single(await executor.ReloadTasksAsync<int>(service.TaskGroupId));
        service.Settle(id, TaskState.Succeeded, "11\n1");

        await mine;
        Assert.Equal(1, await again);
    }

    [Fact]
    public async Task A_service_that_cannot_be_asked_for_results_delays_futures_and_not_the_reload()
    {
        var service = new FakeComputeService();
        Tasks(service, 3);
        var isDown = true;
        service.OnStatus = (_, _) => isDown ? throw new ServiceUnreachableException("POST /v2/batch_status", 1, "no route.", null) : Task.CompletedTask;
        await using var client = new ComputeClient(new ComputeRuntime(service, TestCalls.Options()));
        await using var executor = client.CreateExecutor(TestCalls.Endpoint);

        var futures = await executor.ReloadTasksAsync<int>(s_group);
        Assert.All(futures, static f => Assert.False(f.IsCompleted));
        isDown = false;

        Assert.Equal((int[])[0, 1, 2], await Task.WhenAll(futures));
    }

    [Fact]
    public async Task Cancelling_a_reload_leaves_no_future_behind()
    {
        var asked = new TaskCompletionSource();
        var service = new FakeComputeService();
        Tasks(service, 3);
        service.OnStatus = async (_, token) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
        };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        await using var client = new ComputeClient(runtime);
        await using var executor = client.CreateExecutor(TestCalls.Endpoint);
        using var cancel = new CancellationTokenSource();

        var reload = executor.ReloadTasksAsync<int>(s_group, cancellationToken: cancel.Token);
        await asked.Task;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reload);
        Assert.Equal(ComputeDeliveryState.Idle, client.DeliveryState);
    }

    [Fact]
    public async Task An_empty_group_gives_no_futures()
    {
        await using var client = new ComputeClient(new ComputeRuntime(new FakeComputeService(), TestCalls.Options()));
        await using var executor = client.CreateExecutor(TestCalls.Endpoint);

        Assert.Empty(await executor.ReloadTasksAsync(s_group));
    }

    private static Guid[] Tasks(FakeComputeService service, int count)
    {
        Guid[] ids = [.. Enumerable.Range(0, count).Select(i =>
        {
            var id = Guid.NewGuid();
            service.Settle(id, TaskState.Succeeded, $"11\n{i}");
            return id;
        })];
        service.OnTaskGroup = (group, _) => Task.FromResult(new ComputeTaskGroup(group, [.. ids.Select(static id => new ComputeTaskGroupEntry(id, null))]));
        return ids;
    }
}
