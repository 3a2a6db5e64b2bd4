using System.Net;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Submission;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Submission;

public sealed class SubmissionTests
{
    [Fact]
    public async Task Calls_made_while_the_budget_is_spent_share_one_request()
    {
        var gate = new TaskCompletionSource();
        var service = new FakeComputeService { OnBudget = _ => gate.Task };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var (one, other) = (TestCalls.Target(runtime), TestCalls.Target(runtime));
        var (f, g) = (TestCalls.Pinned("f"), TestCalls.Pinned("g"));

        var futures = Enumerable.Range(0, 300).Select(i => runtime.Call(i % 2 == 0 ? one : other, i % 3 == 0 ? f : g)).ToList();
        gate.SetResult();
        await Task.WhenAll(futures);

        var batch = Assert.Single(service.Batches);
        Assert.Equal(300, batch.Count);
        Assert.Equal([100, 200], batch.Functions.Select(static x => x.Calls.Count).Order());
    }

    [Fact]
    public async Task Targets_that_differ_do_not_share_a_request()
    {
        var gate = new TaskCompletionSource();
        var service = new FakeComputeService { OnBudget = _ => gate.Task };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var function = TestCalls.Pinned();
        ComputeExecutorOptions[] options =
        [
            new() { TaskGroupId = Guid.NewGuid() },
            new() { TaskGroupId = Guid.NewGuid() },
            new() { UserEndpointConfig = new() { ["a"] = 1 } },
            new() { ResourceSpecification = new() { ["num_nodes"] = 1 } },
        ];

        var futures = options.SelectMany(o => Enumerable.Range(0, 5).Select(_ => runtime.Call(TestCalls.Target(runtime, o), function))).ToList();
        gate.SetResult();
        await Task.WhenAll(futures);

        Assert.Equal([5, 5, 5, 5], service.Batches.Select(static b => b.Count));
    }

    [Fact]
    public async Task Calls_whose_results_are_asked_for_in_other_formats_travel_apart()
    {
        var gate = new TaskCompletionSource();
        var service = new FakeComputeService { OnBudget = _ => gate.Task };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var (one, other) = (TestCalls.Target(runtime, new() { TaskGroupId = TestCalls.Endpoint }), TestCalls.Target(runtime, new() { TaskGroupId = TestCalls.Endpoint }));
        var function = TestCalls.Pinned();

        var futures = Enum.GetValues<ResultPreference>().SelectMany(p => new[] { one.For(p), other.For(p) }).Select(target => runtime.Call(target, function)).ToList();
        gate.SetResult();
        await Task.WhenAll(futures);

        // What no method decided is what is asked for by default.
        Assert.Equal(
            [(ResultPreference.JsonThenPickle, 4), (ResultPreference.PickleThenJson, 2), (ResultPreference.Json, 2), (ResultPreference.Pickle, 2)],
            service.Batches.Select(static b => (b.Target.Results, b.Count)).OrderBy(static b => b.Results));
        Assert.Same(one, one.For(ResultPreference.Auto));
        Assert.Same(one.For(ResultPreference.Json), one.For(ResultPreference.Json));
        Assert.Same(one.Counts, one.For(ResultPreference.Json).Counts);
    }

    [Theory]
    [InlineData(ResultPreference.Auto, "JSONData DillDataBase64")]
    [InlineData(ResultPreference.JsonThenPickle, "JSONData DillDataBase64")]
    [InlineData(ResultPreference.PickleThenJson, "DillDataBase64 JSONData")]
    [InlineData(ResultPreference.Json, "JSONData")]
    [InlineData(ResultPreference.Pickle, "DillDataBase64")]
    public async Task A_request_asks_for_results_in_the_order_that_was_chosen(ResultPreference preference, string expected)
    {
        await using var runtime = new ComputeRuntime(new FakeComputeService(), TestCalls.Options());
        using var content = new SubmitContent(SubmitRequests.Of(new SubmissionBatch(TestCalls.Target(runtime).For(preference)), payloads: null), new UserRuntimeJson(new ComputeUserRuntime()));
        var body = System.Text.Json.Nodes.JsonNode.Parse(await content.ReadAsStringAsync())!;

        Assert.Equal(expected.Split(' ').Select(s => "globus_compute_sdk.serialize.concretes." + s), body["result_serializers"]!.AsArray().Select(s => (string?)s));
    }

    [Fact]
    public async Task A_batch_size_is_a_hard_cap()
    {
        var gate = new TaskCompletionSource();
        var service = new FakeComputeService { OnBudget = _ => gate.Task };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime, new ComputeExecutorOptions { BatchSize = 10 });
        var function = TestCalls.Pinned();

        var futures = Enumerable.Range(0, 95).Select(_ => runtime.Call(target, function)).ToList();
        gate.SetResult();
        await Task.WhenAll(futures);

        Assert.All(service.Batches, static b => Assert.InRange(b.Count, 1, 10));
        Assert.Equal(95, service.Batches.Sum(static b => b.Count));
    }

    [Fact]
    public async Task No_request_is_larger_than_the_limit()
    {
        const int Limit = 20_000;
        var gate = new TaskCompletionSource();
        var service = new FakeComputeService { OnBudget = _ => gate.Task };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options(maxRequestBytes: Limit));
        var target = TestCalls.Target(runtime);
        var function = TestCalls.Pinned();
        var userRuntime = new UserRuntimeJson(new ComputeUserRuntime());

        var futures = Enumerable.Range(0, 100).Select(i => runtime.Call(target, function, arguments: new string('7', 100 + (i * 37 % 3000)))).ToList();
        gate.SetResult();
        await Task.WhenAll(futures);

        Assert.True(service.Batches.Count > 1);
        foreach (var batch in service.Batches)
        {
            using var content = new SubmitContent(SubmitRequests.Of(batch, payloads: null), userRuntime);
            Assert.InRange(content.Headers.ContentLength!.Value, 1, Limit);
        }
    }

    [Fact]
    public async Task Until_the_task_group_has_a_name_one_request_is_under_way()
    {
        var gate = new TaskCompletionSource();
        var service = new FakeComputeService { OnSubmit = (batch, _) => batch.Target.TaskGroup.Id is null ? gate.Task : Task.CompletedTask };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);
        var function = TestCalls.Pinned();
        var first = runtime.Call(target, function);
        await Eventually.TrueAsync(() => service.Batches.Count == 1);

        var others = Enumerable.Range(0, 20).Select(_ => runtime.Call(target, function)).ToList();
        var elsewhere = runtime.Call(TestCalls.Target(runtime, new ComputeExecutorOptions { TaskGroupId = Guid.NewGuid() }), function);
        await elsewhere;
        Assert.All(others, static o => Assert.Equal(ComputeFutureStage.Queued, o.Stage));

        gate.SetResult();
        await Task.WhenAll(others.Append(first));
        Assert.Equal(service.TaskGroupId, runtime.Targets.DefaultTaskGroup.Id);
        Assert.All(others, o => Assert.Equal(service.TaskGroupId, o.Handle.TaskGroupId));
    }

    [Fact]
    public async Task A_call_cancelled_before_it_is_sent_is_withdrawn()
    {
        var gate = new TaskCompletionSource();
        var service = new FakeComputeService { OnBudget = _ => gate.Task };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);
        var function = TestCalls.Pinned();
        var futures = Enumerable.Range(0, 10).Select(_ => runtime.Call(target, function)).ToList();

        Assert.True(futures[3].Cancel());
        gate.SetResult();
        await Task.WhenAll(futures.Where((_, i) => i != 3));

        Assert.Equal(9, service.Batches.Sum(static b => b.Count));
        Assert.True(futures[3].IsCanceled);
    }

    [Fact]
    public async Task A_request_that_is_not_needed_any_more_is_not_sent()
    {
        var gate = new TaskCompletionSource();
        var waiting = new TaskCompletionSource();
        var service = new FakeComputeService
        {
            OnBudget = _ =>
            {
                waiting.TrySetResult();
                return gate.Task;
            },
        };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);
        var only = runtime.Call(target, TestCalls.Pinned());
        await waiting.Task;
        only.Cancel();
        gate.SetResult();

        await runtime.Unsent.FlushAsync(target.Counts);

        Assert.Empty(service.Batches);
        await Eventually.TrueAsync(() => service.Permits == 0);
    }

    [Fact]
    public async Task A_function_the_service_refuses_fails_alone()
    {
        var gate = new TaskCompletionSource();
        var bad = TestCalls.Pinned("bad");
        var service = new FakeComputeService { OnBudget = _ => gate.Task };
        service.OnSubmit = (batch, _) => batch.Functions.Any(f => f.FunctionId == bad.Id)
            ? throw new ComputeServiceException("POST /x", HttpStatusCode.NotFound, "FUNCTION_NOT_FOUND", $"Function {bad.Id} could not be found.")
            : Task.CompletedTask;
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);
        var good = Enumerable.Range(0, 6).Select(i => TestCalls.Pinned($"g{i}")).ToList();

        var goodOnes = good.Select(f => runtime.Call(target, f)).ToList();
        var badOne = runtime.Call(target, bad);
        gate.SetResult();
        await Task.WhenAll(goodOnes);

        var error = await Assert.ThrowsAsync<CallRefusedException>(() => badOne);
        Assert.Contains("ITest.bad", error.Message);
        Assert.Contains("FUNCTION_NOT_FOUND", error.Message);
        Assert.Equal(bad.Id, error.Handle.FunctionId);
    }

    [Fact]
    public async Task A_function_that_the_refusal_names_costs_its_neighbours_one_more_request()
    {
        var gate = new TaskCompletionSource();
        var bad = TestCalls.Pinned("bad");
        var service = new FakeComputeService { OnBudget = _ => gate.Task };
        service.OnSubmit = (batch, _) => batch.Functions.Any(f => f.FunctionId == bad.Id)
            ? throw new ComputeServiceException("POST /x", HttpStatusCode.NotFound, "FUNCTION_NOT_FOUND", $"Function {bad.Id} could not be found.")
            : Task.CompletedTask;
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime, new ComputeExecutorOptions { TaskGroupId = Guid.NewGuid() });
        var good = Enumerable.Range(0, 30).Select(i => runtime.Call(target, TestCalls.Pinned($"g{i}"))).ToList();
        var badOne = runtime.Call(target, bad);
        gate.SetResult();

        await Task.WhenAll(good);

        await Assert.ThrowsAsync<CallRefusedException>(() => badOne);
        Assert.Equal(2, service.Batches.Count);
    }

    [Fact]
    public async Task A_refusal_that_both_halves_meet_alike_is_not_looked_into_further()
    {
        var gate = new TaskCompletionSource();
        var service = new FakeComputeService { OnBudget = _ => gate.Task };
        service.OnSubmit = static (_, _) => throw new ComputeServiceException("POST /x", HttpStatusCode.Forbidden, null, "No.");
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime, new ComputeExecutorOptions { TaskGroupId = Guid.NewGuid() });
        var futures = Enumerable.Range(0, 32).Select(i => runtime.Call(target, TestCalls.Pinned($"f{i}"))).ToList();
        gate.SetResult();

        foreach (var future in futures)
        {
            await Assert.ThrowsAsync<CallRefusedException>(() => future);
        }

        Assert.Equal(3, service.Batches.Count);
    }

    [Fact]
    public async Task An_expired_task_group_that_the_service_had_named_is_replaced()
    {
        var service = new FakeComputeService();
        var expired = false;
        service.OnSubmit = (batch, _) => expired && batch.Target.TaskGroup.Id is not null
            ? throw new ComputeServiceException("POST /x", HttpStatusCode.NotFound, "TASK_GROUP_NOT_FOUND", "Gone.")
            : Task.CompletedTask;
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);
        await runtime.Call(target, TestCalls.Pinned());
        expired = true;

        await runtime.Call(target, TestCalls.Pinned());

        var given = TestCalls.Target(runtime, new ComputeExecutorOptions { TaskGroupId = Guid.NewGuid() });
        await Assert.ThrowsAsync<CallRefusedException>(() => runtime.Call(given, TestCalls.Pinned()));
    }

    [Fact]
    public async Task A_task_id_given_twice_leaves_the_first_call_its_result()
    {
        var id = Guid.NewGuid();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var service = new FakeComputeService();
        service.Settle(id, TaskState.Pending, null);
        service.OnAnswer = answer => answer with { Tasks = answer.Tasks.ToDictionary(static t => t.Key, Guid[]? (t) => [.. t.Value!.Select(_ => id)]) };
        service.OnStatus = (_, _) =>
        {
            asked.TrySetResult();
            return Task.CompletedTask;
        };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);
        var first = runtime.Call(target, TestCalls.Pinned());

        // A submitted call may not wait for its result yet, and whoever waits first has the task.
        await asked.Task;

        var error = await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => runtime.Call(target, TestCalls.Pinned()));

        Assert.Contains("twice", error.Message);
        service.Settle(id, TaskState.Succeeded, "11\n1");
        await first;
    }

    // The call whose task it may be has completed when the other one is told of it; its result was the other one's once.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_task_id_that_one_answer_gives_twice_is_nobody_s(bool isFirstCanceled)
    {
        var id = Guid.NewGuid();
        var registered = new TaskCompletionSource<Guid>();
        var service = new FakeComputeService { OnRegister = (_, _) => registered.Task };
        service.Settle(id, TaskState.Succeeded, "11\n1");
        service.OnAnswer = answer => answer with { Tasks = answer.Tasks.ToDictionary(static t => t.Key, Guid[]? (t) => [.. t.Value!.Select(_ => id)]) };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);
        var source = TestCalls.Source();
        var calls = Enumerable.Range(0, 3).Select(_ => runtime.Call(target, source)).ToList();
        service.OnSubmit = (_, _) =>
        {
            if (isFirstCanceled)
            {
                calls[0].Cancel();
            }

            return Task.CompletedTask;
        };
        registered.SetResult(Guid.NewGuid());

        foreach (var call in calls.Skip(isFirstCanceled ? 1 : 0))
        {
            Assert.Contains("twice", (await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => call)).Message);
        }

        Assert.Equal(isFirstCanceled, calls[0].IsCanceled);
        Assert.Single(service.Batches);
    }

    [Fact]
    public async Task A_slow_endpoint_does_not_hold_up_another()
    {
        var never = new TaskCompletionSource();
        var slow = Guid.NewGuid();
        var service = new FakeComputeService();
        service.OnSubmit = (batch, token) => batch.Target.EndpointId == slow ? never.Task.WaitAsync(token) : Task.CompletedTask;
        await using var runtime = new ComputeRuntime(service, TestCalls.Options(shutdown: TimeSpan.Zero));
        for (var i = 0; i < 20; i++)
        {
            var target = runtime.Targets.Create(slow, new ComputeExecutorOptions { TaskGroupId = Guid.NewGuid() });
            _ = runtime.Call(target, TestCalls.Pinned());
        }

        await runtime.Call(TestCalls.Target(runtime), TestCalls.Pinned());
    }

    [Fact]
    public async Task An_unknown_endpoint_is_not_asked_for_again_function_by_function()
    {
        var gate = new TaskCompletionSource();
        var service = new FakeComputeService { OnBudget = _ => gate.Task };
        service.OnSubmit = static (_, _) => throw new ComputeServiceException("POST /x", HttpStatusCode.NotFound, "ENDPOINT_NOT_FOUND", "Unknown.");
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);
        var futures = Enumerable.Range(0, 8).Select(i => runtime.Call(target, TestCalls.Pinned($"f{i}"))).ToList();
        gate.SetResult();

        foreach (var future in futures)
        {
            var error = await Assert.ThrowsAsync<CallRefusedException>(() => future);
            Assert.Contains(TestCalls.Endpoint.ToString(), error.Message);
        }

        Assert.Single(service.Batches);
    }

    [Fact]
    public async Task A_request_that_is_too_large_for_the_service_is_halved()
    {
        var gate = new TaskCompletionSource();
        var service = new FakeComputeService { OnBudget = _ => gate.Task };
        service.OnSubmit = static (batch, _) => batch.Count > 3
            ? throw new ComputeServiceException("POST /x", HttpStatusCode.RequestEntityTooLarge, "TASK_PAYLOAD_TOO_LARGE", null)
            : Task.CompletedTask;
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);
        var function = TestCalls.Pinned();
        var futures = Enumerable.Range(0, 10).Select(_ => runtime.Call(target, function)).ToList();
        gate.SetResult();

        await Task.WhenAll(futures);
    }

    [Fact]
    public async Task An_unknown_outcome_is_not_sent_again_and_says_so()
    {
        var service = new FakeComputeService { OnSubmit = static (_, _) => throw new AmbiguousOutcomeException("POST /v3/submit", "the answer was lost.", null) };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());

        var error = await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => runtime.Call(TestCalls.Target(runtime), TestCalls.Pinned()));

        Assert.Single(service.Batches);
        Assert.Contains("the answer was lost", error.Message);
        Assert.Null(error.Handle.TaskId);
    }

    [Fact]
    public async Task An_answer_with_too_few_tasks_fails_just_the_function_concerned()
    {
        var gate = new TaskCompletionSource();
        var (f, g) = (TestCalls.Pinned("f"), TestCalls.Pinned("g"));
        var service = new FakeComputeService { OnBudget = _ => gate.Task };
        service.OnAnswer = answer => answer with
        {
            Tasks = answer.Tasks.ToDictionary(static t => t.Key, t => t.Key == f.Id ? t.Value![1..] : t.Value),
        };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);
        var fs = Enumerable.Range(0, 3).Select(_ => runtime.Call(target, f)).ToList();
        var gs = Enumerable.Range(0, 3).Select(_ => runtime.Call(target, g)).ToList();
        gate.SetResult();

        await Task.WhenAll(gs);
        foreach (var future in fs)
        {
            Assert.Contains("2 tasks for the 3", (await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => future)).Message);
        }
    }

    [Fact]
    public async Task An_answer_without_tasks_leaves_no_call_pending()
    {
        var service = new FakeComputeService { OnAnswer = static _ => new SubmitAnswer(null, null, new Dictionary<Guid, Guid[]?>()) };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);

        await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => runtime.Call(target, TestCalls.Pinned()));

        // Nothing of it stays behind.
        Assert.Null(runtime.Targets.DefaultTaskGroup.Id);
        service.OnAnswer = static answer => answer;
        await runtime.Call(target, TestCalls.Pinned());
    }

    [Fact]
    public async Task An_exception_of_the_app_s_own_parts_fails_only_the_batch_it_met()
    {
        var first = true;
        var service = new FakeComputeService
        {
            OnSubmit = (_, _) =>
            {
                var fail = first;
                first = false;
                return fail ? throw new InvalidCastException("from a handler") : Task.CompletedTask;
            },
        };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);

        var error = await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => runtime.Call(target, TestCalls.Pinned()));
        Assert.IsType<InvalidCastException>(error.InnerException);
        await runtime.Call(target, TestCalls.Pinned());
    }

    [Fact]
    public async Task The_task_id_is_there_when_the_service_has_accepted()
    {
        var service = new FakeComputeService { OnTask = static _ => (TaskState.Pending, null) };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var future = runtime.Call(TestCalls.Target(runtime), TestCalls.Pinned());

        var id = await future.Submitted;

        Assert.Equal(id, future.TaskId);
        Assert.Equal(ComputeFutureStage.Submitted, future.Stage);
        Assert.Equal(id, future.Handle.TaskId);
        service.Settle(id, TaskState.Succeeded, "11\n1");
        await future;
    }

    [Fact]
    public async Task A_call_cancelled_after_it_was_sent_is_abandoned_and_not_asked_for()
    {
        var service = new FakeComputeService { OnTask = static _ => (TaskState.Pending, null) };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);
        using var source = new CancellationTokenSource();
        var abandoned = runtime.Call(target, TestCalls.Pinned(), source.Token);
        await abandoned.Submitted;

        source.Cancel();
        Assert.True(abandoned.IsCanceled);
        Assert.NotNull(abandoned.TaskId);

        var next = runtime.Call(target, TestCalls.Pinned());
        service.Settle(await next.Submitted, TaskState.Succeeded, "11\n1");
        await next;
    }
}
