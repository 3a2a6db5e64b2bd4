using System.Text.Json.Nodes;
using Xunit;

namespace GlobusCompute.Remote.Tests.Executor;

/// <summary>An executor with other settings than one that is there.</summary>
public sealed class WithTests
{
    private static readonly PythonFunction s_function = PythonFunction.FromId(Guid.NewGuid());

    [Fact]
    public async Task It_begins_with_the_settings_that_the_first_one_has_now()
    {
        await using var harness = new ExecutorHarness(new ComputeExecutorOptions { Label = "old", BatchSize = 1 });
        var one = harness.Executor;
        one.Label = "fits";
        one.TaskGroupId = Guid.NewGuid();
        one.ContainerId = Guid.NewGuid();
        one.UserEndpointConfig = new JsonObject { ["a"] = new JsonArray(1) };
        one.ResourceSpecification = new JsonObject { ["num_nodes"] = 2 };
        one.ResultSerializers = ["a.B", "c.D"];
        one.BatchSize = 7;
        one.CallTimeout = TimeSpan.FromMinutes(1);

        var other = one.With(static options => options.BatchSize = 8);

        Assert.Equal(
            (one.EndpointId, one.Label, one.TaskGroupId, one.ContainerId, one.CallTimeout, 8),
            (other.EndpointId, other.Label, other.TaskGroupId, other.ContainerId, other.CallTimeout, other.BatchSize));
        Assert.Equal("""{"a":[1]}""", other.UserEndpointConfig!.ToJsonString());
        Assert.Equal("""{"num_nodes":2}""", other.ResourceSpecification!.ToJsonString());
        Assert.Equal(one.ResultSerializers, other.ResultSerializers);
        Assert.Equal(7, one.BatchSize);
    }

    [Fact]
    public async Task What_is_set_on_one_leaves_the_other_alone()
    {
        await using var harness = new ExecutorHarness(new ComputeExecutorOptions { TaskGroupId = Guid.NewGuid(), UserEndpointConfig = new JsonObject { ["a"] = 1 } });
        var one = harness.Executor;
        ComputeExecutorOptions? kept = null;
        var other = one.With(options => kept = options);
        var (group, later) = (one.TaskGroupId, Guid.NewGuid());

        one.TaskGroupId = later;
        one.UserEndpointConfig = null;
        one.BatchSize = 3;
        one.Label = "one";
        other.CallTimeout = TimeSpan.FromSeconds(5);
        other.ContainerId = Guid.NewGuid();
        kept!.UserEndpointConfig!["a"] = 2;
        kept.BatchSize = 9;

        Assert.Equal((group, null, ""), (other.TaskGroupId, other.BatchSize, other.Label));
        Assert.Equal("""{"a":1}""", other.UserEndpointConfig!.ToJsonString());
        Assert.Equal((later, null, null), (one.TaskGroupId, one.CallTimeout, one.ContainerId));
    }

    [Fact]
    public async Task Without_a_task_group_of_their_own_both_are_in_the_client_s()
    {
        await using var harness = new ExecutorHarness();
        await harness.Executor.Submit(s_function);
        var other = harness.Executor.With(static options => Assert.Null(options.TaskGroupId));
        harness.Executor.TaskGroupId = Guid.NewGuid();

        await other.Submit(s_function);

        Assert.Equal(harness.Service.TaskGroupId, other.TaskGroupId);
        Assert.Equal([harness.Service.TaskGroupId, harness.Service.TaskGroupId], harness.Sent.Select(static s => s.Settings.TaskGroup.Id));
    }

    [Fact]
    public async Task A_function_is_registered_once_for_both()
    {
        await using var harness = new ExecutorHarness();
        var function = PythonFunction.FromSource("def f():\n    return 1\n");
        var id = await harness.Executor.RegisterFunctionAsync(function);
        var other = harness.Executor.With(static options => options.Label = "other");

        await other.Submit(function);

        Assert.Equal(id, await other.RegisterFunctionAsync(function, id));
        Assert.Equal(1, harness.Service.Registrations);
    }

    [Theory]
    [InlineData("shut down")]
    [InlineData("disposed")]
    [InlineData("disposed at once")]
    [InlineData("canceled")]
    public async Task Whatever_ends_one_leaves_calls_and_counts_of_the_other_alone(string how)
    {
        await using var harness = new ExecutorHarness(new ComputeExecutorOptions { TaskGroupId = Guid.NewGuid() });
        var go = new TaskCompletionSource();
        harness.Service.OnBudget = _ => go.Task;
        var one = harness.Executor;
        var other = one.With(static options => options.Label = "other");
        var (mine, theirs) = (one.Submit(s_function), other.Submit(s_function));
        Assert.Equal((1, 1), (one.PendingCalls, other.PendingCalls));

        // Each begins at once, and may wait until what is unsent is sent.
        var ending = how switch
        {
            "shut down" => one.ShutdownAsync(wait: false),
            "canceled" => one.ShutdownAsync(cancelFutures: true),
            "disposed" => one.DisposeAsync().AsTask(),
            _ => Task.Run(one.Dispose),
        };
        if (how == "disposed at once")
        {
            await ending;
        }

        Assert.Throws<ObjectDisposedException>(() => { _ = one.Submit(s_function); });
        Assert.Throws<ObjectDisposedException>(() => one.With(static _ => { }));
        var again = other.Submit(s_function);
        go.TrySetResult();
        await ending;
        await theirs;
        await again;
        await mine.ContinueWith(static _ => { }, TaskScheduler.Default);
        Assert.Equal(2, other.SubmittedTasks);
        await Eventually.TrueAsync(() => other.PendingCalls == 0);
        Assert.Equal(how == "canceled" ? 0 : 1, one.SubmittedTasks);
    }

    [Fact]
    public async Task A_reload_of_one_leaves_task_group_and_futures_of_the_other_alone()
    {
        await using var harness = new ExecutorHarness(new ComputeExecutorOptions { TaskGroupId = Guid.NewGuid() });
        var group = Guid.NewGuid();
        var go = new TaskCompletionSource();
        harness.Service.OnBudget = _ => go.Task;
        var other = harness.Executor.With(static _ => { });
        var before = other.TaskGroupId;
        var future = other.Submit(s_function);

        await harness.Executor.ReloadTasksAsync(group);

        Assert.Equal((group, before), (harness.Executor.TaskGroupId, other.TaskGroupId));
        Assert.False(future.IsCompleted);
        go.SetResult();
        await future;
    }

    [Theory]
    [InlineData("BatchSize")]
    [InlineData("CallTimeout")]
    [InlineData("TaskGroupId")]
    [InlineData("ContainerId")]
    [InlineData("ResultSerializers")]
    [InlineData("UserEndpointConfig")]
    [InlineData("ResourceSpecification")]
    [InlineData("Label")]
    public async Task An_option_out_of_its_range_is_named(string name)
    {
        await using var harness = new ExecutorHarness();
        void Break(ComputeExecutorOptions options)
        {
            options.BatchSize = name == "BatchSize" ? 0 : null;
            options.CallTimeout = name == "CallTimeout" ? TimeSpan.Zero : null;
            options.TaskGroupId = name == "TaskGroupId" ? Guid.Empty : null;
            options.ContainerId = name == "ContainerId" ? Guid.Empty : null;
            options.ResultSerializers = name == "ResultSerializers" ? ["two words"] : null;
            options.UserEndpointConfig = name == "UserEndpointConfig" ? new JsonObject { ["_GC"] = 1 } : null;
            options.ResourceSpecification = name == "ResourceSpecification" ? new JsonObject { ["a"] = double.NaN } : null;
            options.Label = name == "Label" ? null! : "";
        }

        var bad = new ComputeExecutorOptions();
        Break(bad);
        await using var client = new ComputeClient(TestCalls.Options());
        foreach (var error in new[]
        {
            Assert.ThrowsAny<ArgumentException>(() => harness.Executor.With(Break)),
            Assert.ThrowsAny<ArgumentException>(() => client.CreateExecutor(TestCalls.Endpoint, bad)),
        })
        {
            Assert.StartsWith($"ComputeExecutorOptions.{name} ", error.Message);
        }
    }
}
