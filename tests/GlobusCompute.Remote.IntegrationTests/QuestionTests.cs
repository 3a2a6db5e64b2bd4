using System.Net;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Models;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests;

/// <summary>What can be asked beside calls, answered by the local service.</summary>
public sealed class QuestionTests(LocalServiceFixture fixture) : IClassFixture<LocalServiceFixture>
{
    private readonly ComputeClient _client = fixture.Client;
    private readonly Guid _endpoint = fixture.Service.EndpointId;

    [Fact]
    public async Task The_endpoint_tells_of_itself()
    {
        var listed = Assert.Single(await _client.GetEndpointsAsync());
        Assert.Equal(_endpoint, listed.EndpointId);
        Assert.Single(await _client.GetEndpointsAsync(ComputeEndpointRole.Any));

        var endpoint = await _client.GetEndpointAsync(_endpoint);
        Assert.Equal((listed.Name, listed.DisplayName), (endpoint.Name, endpoint.DisplayName));
        Assert.Equal("127.0.0.1", endpoint.IPAddress);

        var status = await _client.GetEndpointStatusAsync(_endpoint);
        Assert.True(status.IsOnline);
        Assert.Equal(2, status.TotalWorkers);
        Assert.True((await _client.GetAllowedFunctionsAsync(_endpoint)).Allows(Guid.NewGuid()));

        var error = await Assert.ThrowsAsync<ComputeServiceException>(() => _client.GetEndpointAsync(Guid.NewGuid()));
        Assert.Equal((HttpStatusCode.NotFound, "ENDPOINT_NOT_FOUND"), (error.StatusCode, error.Code));
    }

    [Fact]
    public async Task A_function_comes_back_as_it_was_registered_and_goes()
    {
        var source = PythonFunction.FromSource("def kept(x):\n    return 'é😀', x\n", options: new PythonFunctionOptions { Description = "d" });
        await using var executor = _client.CreateExecutor(_endpoint);
        var id = await executor.RegisterFunctionAsync(source);

        var function = await _client.GetFunctionAsync(id);
        await _client.DeleteFunctionAsync(id);

        Assert.Equal((id, "kept", "d", source.Source), (function.FunctionId, function.Name, function.Description, function.Source));
        Assert.Equal("FUNCTION_NOT_FOUND", (await Assert.ThrowsAsync<ComputeServiceException>(() => _client.GetFunctionAsync(id))).Code);
        Assert.Equal("FUNCTION_NOT_FOUND", (await Assert.ThrowsAsync<ComputeServiceException>(() => _client.DeleteFunctionAsync(id))).Code);
    }

    [Fact]
    public async Task Tasks_are_asked_for_one_by_one_many_at_once_and_by_their_group()
    {
        await using var executor = _client.CreateExecutor(_endpoint, new ComputeExecutorOptions { TaskGroupId = Guid.NewGuid() });
        var function = PythonFunction.FromSource("def maybe(x):\n    assert x >= 0, 'negative'\n    return {'x': x}\n");
        var futures = Enumerable.Range(-1, 200).Select(x => executor.Submit<Dictionary<string, int>>(function, CallArguments.Of(x))).ToList();
        await executor.ShutdownAsync();
        var unknown = Guid.NewGuid();

        var group = await _client.GetTaskGroupAsync(executor.TaskGroupId!.Value);
        var tasks = await _client.GetTasksAsync(group.Tasks.Select(static t => t.TaskId).Append(unknown));
        var failed = await _client.GetTaskAsync(futures[0].TaskId!.Value);
        var good = await _client.GetTaskAsync(futures[1].TaskId!.Value);

        Assert.Equal(futures.Select(static f => f.TaskId!.Value).Order(), group.Tasks.Select(static t => t.TaskId).Order());
        Assert.All(group.Tasks, static t => Assert.True(Math.Abs((DateTimeOffset.UtcNow - t.CreatedAt!.Value).TotalMinutes) < 10));
        Assert.Equal(201, tasks.Count);
        Assert.Equal(Enumerable.Range(0, 199), futures[1..].Select(f => tasks[f.TaskId!.Value].GetResult<Dictionary<string, int>>()!["x"]));
        Assert.Equal(ComputeTaskState.Failed, tasks[unknown].State);
        Assert.Contains(unknown.ToString(), tasks[unknown].Exception!.Message);
        Assert.Equal("AssertionError", failed.Exception!.RemoteType);
        Assert.Equal(0, good.GetResult<Dictionary<string, int>>()!["x"]);
        Assert.Equal(_endpoint, good.EndpointId);
        Assert.NotNull(good.Worker!.PythonVersion);
        Assert.True(good.EndedAt >= good.StartedAt);
        Assert.Equal("TASK_NOT_FOUND", (await Assert.ThrowsAsync<ComputeServiceException>(() => _client.GetTaskAsync(unknown))).Code);
        Assert.Equal("TASK_GROUP_NOT_FOUND", (await Assert.ThrowsAsync<ComputeServiceException>(() => _client.GetTaskGroupAsync(unknown))).Code);
    }

    [Fact]
    public async Task The_version_is_told() => Assert.NotNull((await _client.CheckVersionAsync())!.MinSdkVersion);

    [Fact]
    public async Task A_function_that_is_not_allowed_fails_alone_and_says_what_to_do()
    {
        var allowed = Guid.NewGuid();
        await using var service = await LocalComputeService.StartAsync(
            new LocalComputeServiceOptions { Python = "/usr/bin/python3", Workers = 1, AllowedFunctions = [allowed] });
        await using var client = service.CreateClient();
        await using var executor = client.CreateExecutor(service.EndpointId);

        var list = await client.GetAllowedFunctionsAsync(service.EndpointId);
        var error = await Assert.ThrowsAsync<CallRefusedException>(() => executor.Submit(PythonFunction.FromSource("def f(): pass\n")));

        Assert.True(list.IsRestricted);
        Assert.Equal([allowed], list.Functions);
        Assert.Contains(nameof(ComputeClient.GetAllowedFunctionsAsync), error.Message);
        Assert.Contains("FUNCTION_NOT_PERMITTED", error.Message);
    }

    [Fact]
    public async Task An_endpoint_is_stopped_and_deleted()
    {
        await using var service = await LocalServiceFixture.StartAsync(workers: 1);
        await using var client = service.CreateClient();

        var end = await client.StopEndpointAsync(service.EndpointId);
        await client.DeleteEndpointAsync(service.EndpointId);

        Assert.Equal(service.EndpointId, end.EndpointId);
        Assert.True(end.ExpiresAt > DateTimeOffset.UtcNow);
        Assert.Empty(await client.GetEndpointsAsync());
        Assert.Equal("ENDPOINT_NOT_FOUND", (await Assert.ThrowsAsync<ComputeServiceException>(() => client.GetEndpointStatusAsync(service.EndpointId))).Code);
        Assert.Contains(
            "ENDPOINT_NOT_FOUND",
            (await Assert.ThrowsAsync<CallRefusedException>(() => client.CreateExecutor(service.EndpointId).SubmitToRegisteredFunction(Guid.NewGuid()))).Message);
    }
}
