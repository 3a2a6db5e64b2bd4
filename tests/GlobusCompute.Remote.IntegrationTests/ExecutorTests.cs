using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.LocalService;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests;

/// <summary>Calls without proxies, run by real Python.</summary>
public sealed class ExecutorTests(LocalServiceFixture fixture) : IClassFixture<LocalServiceFixture>
{
    private readonly ComputeClient _client = fixture.Client;
    private readonly Guid _endpoint = fixture.Service.EndpointId;

    [Fact]
    public async Task A_source_known_at_run_time_runs_with_arguments_of_all_kinds()
    {
        await using var executor = _client.CreateExecutor(_endpoint);
        var function = PythonFunction.FromSource(
            """
            import math

            def describe(*args, scale=1, **kwargs):
                return [math.floor(sum(args) * scale), sorted(kwargs)]
            """);

        var result = await executor.Submit<List<object>>(function, CallArguments.Of(1, 2.5).AddKeyword("scale", 2).AddKeyword("é", true).AddKeyword("b", (string?)null));

        Assert.Equal([7L, new List<object?> { "b", "é" }], result);
    }

    [Fact]
    public async Task A_file_read_at_run_time_runs()
    {
        await using var executor = _client.CreateExecutor(_endpoint);
        var path = Path.Combine(AppContext.BaseDirectory, $"{Guid.NewGuid():N}.py");
        await File.WriteAllTextAsync(path, "def twice(x):\r\n    return [x, x]\r\n");
        try
        {
            Assert.Equal((string[])["ü", "ü"], await executor.Submit<string[]>(PythonFunction.FromFile(path), CallArguments.Of("ü")));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_function_registered_by_one_client_runs_for_another_by_its_id()
    {
        await using var executor = _client.CreateExecutor(_endpoint);
        var id = await executor.RegisterFunctionAsync(PythonFunction.FromSource("def answer_by_id(x):\n    return x + 41\n"));
        await using var other = fixture.Service.CreateClient();
        await using var view = other.CreateExecutor(_endpoint);

        var futures = Enumerable.Range(0, 5).Select(i => view.SubmitToRegisteredFunction<int>(id, CallArguments.Of(i))).ToList();
        await view.SubmitToRegisteredFunction(id, CallArguments.Of(1));

        Assert.Equal(Enumerable.Range(41, 5), await Task.WhenAll(futures));
        Assert.All(futures, f => Assert.Equal(id, f.Handle.FunctionId));
        Assert.Equal(6, view.SubmittedTasks);
    }

    [Fact]
    public async Task The_app_s_own_types_go_and_come()
    {
        await using var executor = _client.CreateExecutor(_endpoint);
        var function = PythonFunction.FromSource("def move(p, dx):\n    return {'x_value': p['x_value'] + dx, 'tag': p['tag']}\n");
        var options = new ComputeCallOptions { Json = PointContext.Default };

        Assert.Equal(new Point(3, null), await executor.Submit<Point>(function, CallArguments.Of(new Point(1, null), 2), options));
        Assert.Equal(new Point(0, "t"), await executor.Submit<Point>(function, CallArguments.Of(new Point(1, "t")).AddKeyword("dx", -1), ComputeCallOptions.ForReflection()));
    }

    [Fact]
    public async Task A_failure_carries_the_traceback()
    {
        await using var executor = _client.CreateExecutor(_endpoint);

        var error = await Assert.ThrowsAsync<TaskExecutionFailedException>(() => executor.Submit<int>(PythonFunction.FromSource("def fails():\n    raise KeyError('k')\n")));

        Assert.Equal("KeyError", error.RemoteType);
        Assert.Equal("fails", error.Handle.FunctionName);
    }

    [Fact]
    public async Task A_source_with_a_container_is_registered_by_the_older_route_and_runs()
    {
        await using var executor = _client.CreateExecutor(_endpoint, new ComputeExecutorOptions { ContainerId = Guid.NewGuid() });

        Assert.Equal(7, await executor.Submit<int>(PythonFunction.FromSource("def in_container():\n    return 7\n")));
    }

    [Fact]
    public async Task A_shutdown_waits_for_real_results_of_all_task_groups()
    {
        await using var client = fixture.Service.CreateClient();
        var executor = client.CreateExecutor(_endpoint);
        var function = PythonFunction.FromSource("def slowly(i):\n    import time\n    time.sleep(0.02)\n    return i\n");
        var futures = new List<ComputeFuture<int>>();
        for (var i = 0; i < 40; i++)
        {
            if (i % 10 == 0)
            {
                executor.TaskGroupId = Guid.NewGuid();
            }

            futures.Add(executor.Submit<int>(function, CallArguments.Of(i)));
        }

        await executor.ShutdownAsync();

        Assert.All(futures, static f => Assert.True(f.IsCompletedSuccessfully));
        Assert.Equal(Enumerable.Range(0, 40), await Task.WhenAll(futures));
        Assert.Equal(4, futures.Select(static f => f.Handle.TaskGroupId).Distinct().Count());
        Assert.Equal((40, 0), (executor.SubmittedTasks, executor.PendingCalls));
        Assert.Throws<ObjectDisposedException>(() => { _ = executor.Submit<int>(function, CallArguments.Of(1)); });
    }

    [Fact]
    public async Task A_resource_specification_reaches_the_endpoint()
    {
        await using var executor = _client.CreateExecutor(_endpoint);
        var function = PythonFunction.FromSource("def specified():\n    return 1\n");
        executor.ResourceSpecification = new JsonObject { ["num_nodes"] = 2 };

        var error = await Assert.ThrowsAsync<TaskExecutionFailedException>(() => executor.Submit<int>(function));
        executor.ResourceSpecification = new JsonObject { ["priority"] = 1 };

        Assert.Contains("num_nodes", error.RemoteTraceback);
        Assert.Equal(1, await executor.Submit<int>(function));
    }
}

public sealed record Point(double XValue, string? Tag);

[JsonSerializable(typeof(Point))]
internal sealed partial class PointContext : JsonSerializerContext;
