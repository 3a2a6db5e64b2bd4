using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Models;
using Xunit;

namespace GlobusCompute.Remote.Testing.Tests;

/// <summary>What an app asks the service is answered with what a fake can know, and otherwise as the service does.</summary>
public sealed class ServiceOfFakeTests : IAsyncDisposable
{
    private readonly FakeCompute _fake = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _fake.DisposeAsync();

    [Fact]
    public async Task Endpoints_are_listed_described_and_have_the_status_that_is_set()
    {
        var other = Guid.NewGuid();
        _fake.SetEndpointStatus(new ComputeEndpointStatus("online", TotalWorkers: 4, IdleWorkers: 1, PendingTasks: 2, OutstandingTasks: 5, Managers: 1));
        _fake.SetEndpointStatus(new ComputeEndpointStatus("offline"), other);

        Assert.Equal(_fake.EndpointId, Assert.Single(await _fake.Client.GetEndpointsAsync(cancellationToken: Token)).EndpointId);
        Assert.Equal((_fake.EndpointId, "fake"), await _fake.Client.GetEndpointAsync(_fake.EndpointId, Token) is var endpoint ? (endpoint.EndpointId, endpoint.Name) : default);
        Assert.Equal(
            new ComputeEndpointStatus("online", 4, 1, 2, 5, 1), await _fake.Client.GetEndpointStatusAsync(_fake.EndpointId, Token));
        Assert.False((await _fake.Client.GetEndpointStatusAsync(other, Token)).IsOnline);
        Assert.False((await _fake.Client.GetAllowedFunctionsAsync(other, Token)).IsRestricted);
        Assert.Equal("1.0.0", (await _fake.Client.CheckVersionAsync(Token))?.Api);
    }

    [Fact]
    public async Task An_endpoint_that_was_stopped_is_offline_and_one_that_was_deleted_is_gone()
    {
        _fake.SetupFunction<int>("f").Returns(1);

        Assert.NotNull((await _fake.Client.StopEndpointAsync(_fake.EndpointId, Token)).ExpiresAt);
        Assert.False((await _fake.Client.GetEndpointStatusAsync(_fake.EndpointId, Token)).IsOnline);
        await _fake.Client.DeleteEndpointAsync(_fake.EndpointId, Token);

        Assert.Empty(await _fake.Client.GetEndpointsAsync(cancellationToken: Token));
        await AssertNotFoundAsync("ENDPOINT_NOT_FOUND", () => _fake.Client.GetEndpointStatusAsync(_fake.EndpointId, Token));
        var refused = await Assert.ThrowsAsync<CallRefusedException>(() => _fake.Executor.Submit<int>(PythonFunction.FromSource("def f():\n    return 1\n")));
        Assert.Equal("ENDPOINT_NOT_FOUND", Assert.IsType<ComputeServiceException>(refused.InnerException).Code);
    }

    [Fact]
    public async Task Functions_that_were_registered_are_known_until_they_are_deleted()
    {
        var function = PythonFunction.FromSource("def f():\n    return 1\n", options: new() { Description = "One." });
        _fake.SetupFunction<int>("f").Returns(1);
        var id = await _fake.Executor.RegisterFunctionAsync(function, cancellationToken: Token);

        var known = await _fake.Client.GetFunctionAsync(id, Token);
        Assert.Equal(("f", "def f():\n    return 1\n", "One."), (known.Name, known.Source, known.Description));
        Assert.Equal(1, await _fake.Executor.Submit<int>(function));
        await _fake.Client.DeleteFunctionAsync(id, Token);

        await AssertNotFoundAsync("FUNCTION_NOT_FOUND", () => _fake.Client.GetFunctionAsync(id, Token));
        await AssertNotFoundAsync("FUNCTION_NOT_FOUND", () => _fake.Client.DeleteFunctionAsync(id, Token));
        var refused = await Assert.ThrowsAsync<CallRefusedException>(() => _fake.Executor.Submit<int>(function));
        Assert.Equal("FUNCTION_NOT_FOUND", Assert.IsType<ComputeServiceException>(refused.InnerException).Code);
    }

    [Fact]
    public async Task Tasks_and_their_groups_are_shown()
    {
        _fake.Setup((ISpectra x) => x.Count("")).Returns(5).Raises("ValueError", "no").Pends();
        var spectra = _fake.CreateProxy<ISpectra>();
        var done = spectra.Count("a");
        Assert.Equal(5, await done);
        var failed = spectra.Count("b");
        await Assert.ThrowsAsync<TaskExecutionFailedException>(() => failed);
        var pending = spectra.Count("c");
        await pending.Submitted;

        var task = await _fake.Client.GetTaskAsync(done.TaskId!.Value, Token);
        Assert.Equal((ComputeTaskState.Succeeded, 5, (Guid?)_fake.EndpointId), (task.State, task.GetResult<int>(), task.EndpointId));
        var tasks = await _fake.Client.GetTasksAsync([failed.TaskId!.Value], Token);
        Assert.Equal(ComputeTaskState.Failed, tasks[failed.TaskId.Value].State);
        Assert.Equal(ComputeTaskState.Pending, (await _fake.Client.GetTaskAsync(pending.TaskId!.Value, Token)).State);
        var group = await _fake.Client.GetTaskGroupAsync(_fake.Executor.TaskGroupId!.Value, Token);
        Assert.Equal([done.TaskId, failed.TaskId, pending.TaskId], group.Tasks.Select(static entry => (Guid?)entry.TaskId));
        await AssertNotFoundAsync("TASK_NOT_FOUND", () => _fake.Client.GetTaskAsync(Guid.NewGuid(), Token));
        await AssertNotFoundAsync("TASK_GROUP_NOT_FOUND", () => _fake.Client.GetTaskGroupAsync(Guid.NewGuid(), Token));
    }

    private static async Task AssertNotFoundAsync(string code, Func<Task> request) => Assert.Equal(code, (await Assert.ThrowsAsync<ComputeServiceException>(request)).Code);
}
