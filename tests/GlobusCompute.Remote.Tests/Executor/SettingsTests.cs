using System.Text.Json.Nodes;
using Xunit;

namespace GlobusCompute.Remote.Tests.Executor;

public sealed class SettingsTests
{
    private static readonly PythonFunction s_function = PythonFunction.FromId(Guid.NewGuid());

    [Fact]
    public async Task The_task_group_is_adopted_from_the_first_answer_and_shared_by_the_client_s_executors()
    {
        await using var harness = new ExecutorHarness();
        var (one, other) = (harness.Executor, harness.Another());
        Assert.Null(one.TaskGroupId);
        Assert.Null(other.TaskGroupId);

        await one.Submit(s_function);

        Assert.Equal(harness.Service.TaskGroupId, one.TaskGroupId);
        Assert.Equal(harness.Service.TaskGroupId, other.TaskGroupId);
    }

    [Fact]
    public async Task A_task_group_that_is_set_concerns_later_calls_of_this_executor_alone()
    {
        await using var harness = new ExecutorHarness();
        var (one, other) = (harness.Executor, harness.Another());
        var group = Guid.NewGuid();
        await one.Submit(s_function);

        one.TaskGroupId = group;
        await one.Submit(s_function);
        await other.Submit(s_function);
        one.TaskGroupId = null;
        await one.Submit(s_function);

        Assert.Equal(harness.Service.TaskGroupId, one.TaskGroupId);
        var named = harness.Service.TaskGroupId;
        Assert.Equal([named, group, named, named], harness.Sent.Select(static s => s.Settings.TaskGroup.Id));
    }

    [Fact]
    public async Task A_call_takes_the_settings_as_they_are_when_it_is_made()
    {
        await using var harness = new ExecutorHarness(new ComputeExecutorOptions { TaskGroupId = Guid.NewGuid() });
        var go = new TaskCompletionSource();
        harness.Service.OnBudget = _ => go.Task;
        var executor = harness.Executor;
        var config = new JsonObject { ["queue"] = "debug" };
        var futures = new List<ComputeFuture> { executor.Submit(s_function, CallArguments.Of(0)) };

        executor.UserEndpointConfig = config;
        futures.Add(executor.Submit(s_function, CallArguments.Of(1)));
        config["queue"] = "long";
        executor.UserEndpointConfig!["queue"] = "long";
        futures.Add(executor.Submit(s_function, CallArguments.Of(2)));
        executor.UserEndpointConfig = new JsonObject { ["queue"] = "long", ["nodes"] = 2 };
        executor.ResourceSpecification = new JsonObject { ["num_nodes"] = 2 };
        futures.Add(executor.Submit(s_function, CallArguments.Of(3)));
        executor.UserEndpointConfig = null;
        executor.ResourceSpecification = null;
        futures.Add(executor.Submit(s_function, CallArguments.Of(4)));
        go.SetResult();
        await Task.WhenAll(futures);

        var sent = harness.Sent.OrderBy(static s => s.Arguments, StringComparer.Ordinal).Select(static s => (s.Settings.UserEndpointConfig, s.Settings.ResourceSpecification));
        Assert.Equal(
            [(null, null), ("""{"queue":"debug"}""", null), ("""{"queue":"debug"}""", null), ("""{"queue":"long","nodes":2}""", """{"num_nodes":2}"""), (null, null)],
            sent);
    }

    [Fact]
    public async Task Calls_under_equal_settings_of_several_executors_share_a_request()
    {
        await using var harness = new ExecutorHarness(new ComputeExecutorOptions { UserEndpointConfig = new JsonObject { ["a"] = 1 }, TaskGroupId = Guid.NewGuid() });
        var other = harness.Another(new ComputeExecutorOptions { TaskGroupId = harness.Executor.TaskGroupId });
        other.UserEndpointConfig = new JsonObject { ["a"] = 1 };
        var go = new TaskCompletionSource();
        harness.Service.OnBudget = _ => go.Task;

        var futures = new[] { harness.Executor.Submit(s_function), other.Submit(s_function), harness.Executor.Submit(s_function) };
        go.SetResult();
        await Task.WhenAll(futures);

        Assert.Equal(3, Assert.Single(harness.Service.Batches).Count);
    }

    [Fact]
    public async Task Options_are_copied_when_the_executor_is_made()
    {
        var options = new ComputeExecutorOptions { UserEndpointConfig = new JsonObject { ["a"] = 1 } };
        await using var harness = new ExecutorHarness(options);

        options.UserEndpointConfig["a"] = 2;
        await harness.Executor.Submit(s_function);

        Assert.Equal("""{"a":1}""", Assert.Single(harness.Sent).Settings.UserEndpointConfig);
        Assert.Equal(1, (int?)harness.Executor.UserEndpointConfig!["a"]);
    }

    [Fact]
    public async Task An_empty_object_is_not_sent()
    {
        await using var harness = new ExecutorHarness();

        harness.Executor.UserEndpointConfig = [];
        harness.Executor.ResourceSpecification = [];
        await harness.Executor.Submit(s_function);

        Assert.Null(Assert.Single(harness.Sent).Settings.UserEndpointConfig);
        Assert.Null(harness.Sent.Single().Settings.ResourceSpecification);
    }

    [Theory]
    [InlineData("parent_config")]
    [InlineData("user_runtime")]
    [InlineData("mapped_identity")]
    [InlineData("_GC")]
    public async Task A_reserved_key_of_the_template_is_refused_when_it_is_set(string key)
    {
        await using var harness = new ExecutorHarness();

        var error = Assert.Throws<ArgumentException>(() => harness.Executor.UserEndpointConfig = new JsonObject { [key] = 1 });

        Assert.Contains($"'{key}'", error.Message);
        Assert.Null(harness.Executor.UserEndpointConfig);
        harness.Executor.ResourceSpecification = new JsonObject { [key] = 1 };
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public async Task What_JSON_does_not_have_is_refused_with_its_place(double number)
    {
        await using var harness = new ExecutorHarness();
        var bad = new JsonObject { ["a"] = new JsonArray(1, new JsonObject { ["b"] = number }) };

        foreach (var error in new[]
        {
            Assert.Throws<ArgumentException>(() => harness.Executor.UserEndpointConfig = bad),
            Assert.Throws<ArgumentException>(() => harness.Executor.ResourceSpecification = bad),
            Assert.Throws<ArgumentException>(() => harness.Another(new ComputeExecutorOptions { UserEndpointConfig = bad })),
        })
        {
            Assert.Contains("$.a[1].b", error.Message);
        }
    }

    [Fact]
    public async Task Half_of_a_surrogate_pair_is_refused_in_values_and_keys()
    {
        await using var harness = new ExecutorHarness();

        Assert.Throws<ArgumentException>(() => harness.Executor.UserEndpointConfig = new JsonObject { ["a"] = "x\ud800" });
        Assert.Throws<ArgumentException>(() => harness.Executor.UserEndpointConfig = new JsonObject { ["\udc00"] = 1 });
        harness.Executor.UserEndpointConfig = new JsonObject { ["😀"] = "😀" };
    }

    [Theory]
    [InlineData("given to UserEndpointConfig")]
    [InlineData("got from UserEndpointConfig")]
    [InlineData("given to ResourceSpecification")]
    [InlineData("got from ResourceSpecification")]
    [InlineData("given in the options")]
    public async Task A_change_of_an_object_that_was_given_or_got_has_no_effect(string what)
    {
        var given = new JsonObject { ["a"] = 1, ["b"] = new JsonObject { ["c"] = new JsonArray(1, 2) } };
        await using var harness = new ExecutorHarness(new ComputeExecutorOptions { UserEndpointConfig = given, ResourceSpecification = given });
        var executor = harness.Executor;
        if (what.StartsWith("given to", StringComparison.Ordinal))
        {
            executor.UserEndpointConfig = given;
            executor.ResourceSpecification = given;
        }

        var changed = what switch
        {
            "got from UserEndpointConfig" => executor.UserEndpointConfig!,
            "got from ResourceSpecification" => executor.ResourceSpecification!,
            _ => given,
        };
        changed["a"] = double.NaN;
        changed["b"]!["c"]!.AsArray().Add(3);
        await executor.Submit(s_function);

        const string Written = """{"a":1,"b":{"c":[1,2]}}""";
        var sent = Assert.Single(harness.Sent).Settings;
        Assert.Equal((Written, Written), (sent.UserEndpointConfig, sent.ResourceSpecification));
        Assert.Equal((Written, Written), (executor.UserEndpointConfig!.ToJsonString(), executor.ResourceSpecification!.ToJsonString()));
    }

    // Such a value cannot even be copied: System.Text.Json copies it by writing it.
    [Fact]
    public async Task An_object_of_the_app_that_JSON_cannot_represent_is_refused_with_the_name_of_the_option()
    {
        await using var harness = new ExecutorHarness();
        JsonObject Bad() => new() { ["a"] = JsonValue.Create<object>(new { Value = double.NaN }) };

        foreach (var (name, action) in new (string, Action)[]
        {
            ("UserEndpointConfig", () => harness.Executor.UserEndpointConfig = Bad()),
            ("ResourceSpecification", () => harness.Executor.ResourceSpecification = Bad()),
            ("ComputeExecutorOptions.UserEndpointConfig", () => harness.Another(new ComputeExecutorOptions { UserEndpointConfig = Bad() })),
            ("ComputeExecutorOptions.ResourceSpecification", () => harness.Another(new ComputeExecutorOptions { ResourceSpecification = Bad() })),
            ("ComputeExecutorOptions.UserEndpointConfig", () => harness.Executor.With(options => options.UserEndpointConfig = Bad())),
        })
        {
            Assert.StartsWith(name + " cannot be written as JSON", Assert.ThrowsAny<ArgumentException>(action).Message);
        }
    }

    [Fact]
    public async Task A_change_of_a_list_that_was_given_has_no_effect()
    {
        await using var harness = new ExecutorHarness();
        var paths = new List<string> { "a.B" };
        harness.Executor.ResultSerializers = paths;

        paths.Add("c.D");

        Assert.Equal(["a.B"], harness.Executor.ResultSerializers);
        harness.Executor.ResultSerializers = [];
        Assert.Empty(harness.Executor.ResultSerializers!);
        harness.Executor.ResultSerializers = null;
        Assert.Null(harness.Executor.ResultSerializers);
    }

    [Fact]
    public async Task An_object_that_cannot_be_sent_leaves_the_setting_as_it_was()
    {
        await using var harness = new ExecutorHarness();
        harness.Executor.UserEndpointConfig = new JsonObject { ["a"] = 1 };

        Assert.Throws<ArgumentException>(() => harness.Executor.UserEndpointConfig = new JsonObject { ["a"] = double.NaN });
        await harness.Executor.Submit(s_function);

        Assert.Equal("""{"a":1}""", Assert.Single(harness.Sent).Settings.UserEndpointConfig);
        await Eventually.TrueAsync(() => harness.Executor.PendingCalls == 0);
        await harness.Executor.ShutdownAsync();
    }

    [Fact]
    public async Task Settings_that_fill_a_request_are_refused()
    {
        await using var harness = new ExecutorHarness(client: TestCalls.Options(maxRequestBytes: 10_000));

        var error = Assert.Throws<ArgumentException>(() => harness.Executor.UserEndpointConfig = new JsonObject { ["a"] = new string('x', 10_000) });

        Assert.Contains("10,0", error.Message);
        Assert.Null(harness.Executor.UserEndpointConfig);
        await harness.Executor.Submit(s_function);
    }

    [Fact]
    public async Task Numbers_out_of_their_range_are_refused_as_in_the_options()
    {
        await using var harness = new ExecutorHarness();
        var executor = harness.Executor;

        Assert.Throws<ArgumentOutOfRangeException>(() => executor.BatchSize = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => executor.CallTimeout = TimeSpan.Zero);
        Assert.Throws<ArgumentException>(() => executor.TaskGroupId = Guid.Empty);
        Assert.Throws<ArgumentException>(() => executor.ContainerId = Guid.Empty);
        Assert.Throws<ArgumentNullException>(() => executor.Label = null!);
        Assert.Throws<ArgumentException>(() => executor.ResultSerializers = ["two words"]);
        Assert.Throws<ArgumentOutOfRangeException>(() => harness.Another(new ComputeExecutorOptions { BatchSize = 0 }));
        Assert.Throws<ArgumentException>(() => harness.Another(new ComputeExecutorOptions { TaskGroupId = Guid.Empty }));
    }

    [Fact]
    public async Task A_batch_size_caps_requests_from_the_next_call_on()
    {
        await using var harness = new ExecutorHarness(new ComputeExecutorOptions { TaskGroupId = Guid.NewGuid() });
        var go = new TaskCompletionSource();
        harness.Service.OnBudget = _ => go.Task;

        harness.Executor.BatchSize = 2;
        var futures = Enumerable.Range(0, 5).Select(_ => harness.Executor.Submit(s_function)).ToList();
        go.SetResult();
        await Task.WhenAll(futures);

        Assert.Equal([1, 2, 2], harness.Service.Batches.Select(static b => b.Count).Order());
    }

    [Fact]
    public async Task A_call_timeout_that_is_set_ends_later_calls()
    {
        var time = new ManualTimeProvider();
        await using var harness = new ExecutorHarness(time: time);
        harness.Service.OnBudget = static token => Task.Delay(Timeout.Infinite, token);
        var unlimited = harness.Executor.Submit(s_function);
        harness.Executor.CallTimeout = TimeSpan.FromSeconds(5);
        var limited = harness.Executor.Submit(s_function);
        var own = harness.Executor.Submit(s_function, options: new ComputeCallOptions { Timeout = TimeSpan.FromSeconds(50) });

        time.Advance(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAsync<ComputeTimeoutException>(() => limited);
        Assert.False(unlimited.IsCompleted);
        Assert.False(own.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(50));
        await Assert.ThrowsAsync<ComputeTimeoutException>(() => own);
        await harness.Executor.ShutdownAsync(cancelFutures: true);
    }

    [Fact]
    public async Task Its_text_tells_what_it_is_and_what_it_did()
    {
        await using var harness = new ExecutorHarness(new ComputeExecutorOptions { Label = "fits" });
        Assert.Equal($"ComputeExecutor 'fits' (endpoint {TestCalls.Endpoint}, task group not yet known): 0 tasks submitted, 0 calls pending", harness.Executor.ToString());

        await Task.WhenAll(harness.Executor.Submit(s_function), harness.Executor.Submit(s_function));
        harness.Executor.Label = "";
        await harness.Executor.ShutdownAsync();

        Assert.Equal(2, harness.Executor.SubmittedTasks);
        Assert.Equal(
            $"ComputeExecutor (endpoint {TestCalls.Endpoint}, task group {harness.Service.TaskGroupId}): 2 tasks submitted, 0 calls pending, shut down", harness.Executor.ToString());
    }

    [Fact]
    public async Task Settings_changed_by_many_threads_leave_every_call_with_one_of_them()
    {
        await using var harness = new ExecutorHarness(new ComputeExecutorOptions { TaskGroupId = Guid.NewGuid() });
        var futures = Enumerable.Range(0, 8).AsParallel().SelectMany(thread => Enumerable.Range(0, 50).Select(i =>
        {
            harness.Executor.UserEndpointConfig = new JsonObject { ["t"] = thread };
            harness.Executor.BatchSize = 1 + i;
            return harness.Executor.Submit(s_function);
        }).ToList()).ToList();

        await Task.WhenAll(futures);

        Assert.Equal(400, harness.Executor.SubmittedTasks);
        Assert.All(harness.Sent, static s => Assert.Matches("""^\{"t":[0-7]\}$""", s.Settings.UserEndpointConfig));
    }
}
