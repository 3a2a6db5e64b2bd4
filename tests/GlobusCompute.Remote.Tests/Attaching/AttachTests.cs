using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Submission;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Attaching;

public sealed class AttachTests
{
    private static readonly Guid s_task = Guid.Parse("11111111-2222-4333-8444-555555555555");

    [Fact]
    public async Task A_task_that_has_ended_completes_its_future()
    {
        var service = new FakeComputeService();
        service.Settle(s_task, TaskState.Succeeded, "11\n[1, 2, 3]");
        await using var client = NewClient(service);
        var handle = new ComputeTaskHandle(s_task, Guid.NewGuid(), TestCalls.Endpoint, Guid.NewGuid(), "IAnalysis.Fit", "abc", "run 7");

        var future = client.Attach<int[]>(handle);

        Assert.Equal((int[])[1, 2, 3], await future);
        Assert.Equal(handle, future.Handle);
        Assert.Equal(s_task, await future.Submitted);
        Assert.Equal(s_task, future.Report!.TaskId);
        Assert.Null(future.Report.AcceptedAt);
        Assert.Equal(0, future.Report.Attempts);
    }

    [Fact]
    public async Task A_pending_task_completes_its_future_when_it_ends()
    {
        var service = new FakeComputeService();
        service.Settle(s_task, TaskState.Pending, null);
        await using var client = NewClient(service);

        var future = client.Attach<string>(s_task);
        await Eventually.TrueAsync(() => service.Questions.Count > 2);
        Assert.Equal(ComputeFutureStage.Submitted, future.Stage);
        service.Settle(s_task, TaskState.Succeeded, "11\n\"late\"");

        Assert.Equal("late", await future);
    }

    [Fact]
    public async Task A_task_the_service_does_not_know_ends_in_an_exception_that_says_so()
    {
        var service = new FakeComputeService();
        service.Settle(s_task, TaskState.Unknown, "Task could not be found.");
        await using var client = NewClient(service);

        var error = await Assert.ThrowsAsync<TaskNotFoundException>(() => client.Attach<int>(s_task));

        Assert.Contains(s_task.ToString(), error.Message);
        Assert.Contains("could not be found", error.Message);
        Assert.Equal(s_task, error.Handle.TaskId);
    }

    [Fact]
    public async Task A_task_that_answers_leave_out_is_asked_for_again_and_not_for_ever()
    {
        var service = new FakeComputeService();
        service.LeftOut[s_task] = true;
        var time = new ManualTimeProvider();
        await using var client = NewClient(service, TestCalls.Options(time, maxOutage: TimeSpan.FromSeconds(1)));
        var future = client.Attach<int>(s_task);

        while (!future.IsCompleted)
        {
            await Task.WhenAny(future, time.WhenTimerWithinAsync(TimeSpan.FromMilliseconds(20)));
            time.Advance(TimeSpan.FromMilliseconds(20));
        }

        var error = await Assert.ThrowsAsync<ResultsUnreachableException>(() => future);
        Assert.Contains("do not contain task", error.Message);
        Assert.True(service.Questions.Count > 5);
    }

    [Fact]
    public async Task A_task_that_one_answer_leaves_out_is_not_lost()
    {
        var service = new FakeComputeService();
        service.Settle(s_task, TaskState.Succeeded, "11\n5");
        service.LeftOut[s_task] = true;
        await using var client = NewClient(service);

        var future = client.Attach<int>(s_task);
        await Eventually.TrueAsync(() => service.Questions.Count > 2);
        service.LeftOut.Clear();

        Assert.Equal(5, await future);
    }

    [Fact]
    public async Task Several_futures_of_one_task_all_get_its_result_each_in_its_type()
    {
        var service = new FakeComputeService { OnTask = static _ => (TaskState.Pending, null) };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        await using var client = new ComputeClient(runtime);
        var first = runtime.Call(TestCalls.Target(runtime), TestCalls.Pinned());
        var id = await first.Submitted;

        var number = client.Attach<int>(id);
        var text = client.Attach<string>(id);
        var abandoned = client.Attach<int>(id);
        Assert.True(abandoned.Cancel());
        service.Settle(id, TaskState.Succeeded, "11\n7");

        await first;
        Assert.Equal(7, await number);
        await Assert.ThrowsAsync<ResultDeserializationException>(() => text);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
    }

    [Fact]
    public async Task Cancelling_the_first_future_of_a_task_leaves_the_others_waiting()
    {
        var service = new FakeComputeService { OnTask = static _ => (TaskState.Pending, null) };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        await using var client = new ComputeClient(runtime);
        var first = runtime.Call(TestCalls.Target(runtime), TestCalls.Pinned());
        var id = await first.Submitted;
        var second = client.Attach(id);
        var third = client.Attach(id);

        first.Cancel();
        third.Cancel();
        service.Settle(id, TaskState.Succeeded, "11\n7");

        await second;
    }

    [Fact]
    public async Task A_call_whose_answer_comes_after_its_task_was_attached_keeps_its_future()
    {
        var answer = new TaskCompletionSource<SubmitAnswer>();
        var held = new TaskCompletionSource();
        var service = new FakeComputeService { OnTask = static _ => (TaskState.Pending, null) };
        service.OnAnswer = given =>
        {
            answer.SetResult(given);
            held.Task.GetAwaiter().GetResult();
            return given;
        };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        await using var client = new ComputeClient(runtime);
        var first = runtime.Call(TestCalls.Target(runtime), TestCalls.Pinned());
        var id = (await answer.Task).Tasks.Values.Single()!.Single();

        var attached = client.Attach<int>(id);
        held.SetResult();
        Assert.Equal(id, await first.Submitted);
        service.Settle(id, TaskState.Succeeded, "11\n7");

        await first;
        Assert.Equal(7, await attached);
    }

    [Fact]
    public async Task A_thousand_futures_attached_by_many_threads_all_end()
    {
        var service = new FakeComputeService();
        var ids = Enumerable.Range(0, 1000).Select(i =>
        {
            var id = Guid.NewGuid();
            service.Settle(id, TaskState.Succeeded, $"11\n{i}");
            return id;
        }).ToArray();
        await using var client = NewClient(service);
        var futures = new ComputeFuture<int>[2000];

        Parallel.For(0, futures.Length, i => futures[i] = client.Attach<int>(ids[i % ids.Length]));

        Assert.Equal(Enumerable.Range(0, 2000).Select(i => i % 1000), await Task.WhenAll(futures));
    }

    [Fact]
    public async Task Tasks_that_are_attached_one_after_the_other_are_requested_together()
    {
        var gate = new TaskCompletionSource();
        var service = new FakeComputeService { OnStatus = (_, _) => gate.Task };
        var ids = Enumerable.Range(0, 1200).Select(_ => Guid.NewGuid()).ToArray();
        Array.ForEach(ids, id => service.Settle(id, TaskState.Succeeded, "11\n1"));
        await using var client = NewClient(service);
        var futures = ids.Append(ids[0]).Select(id => client.Attach<int>(id)).ToList();
        gate.SetResult();

        Assert.All(await Task.WhenAll(futures), static result => Assert.Equal(1, result));

        // The first ones may be asked for before the others are there.
        Assert.InRange(service.Questions.Count, 3, 6);
        Assert.All(service.Questions, static count => Assert.InRange(count, 1, 500));
    }

    [Fact]
    public async Task Disposing_the_client_ends_an_attached_future_with_its_handle()
    {
        var service = new FakeComputeService();
        service.Settle(s_task, TaskState.Pending, null);
        var client = NewClient(service);
        var future = client.Attach<int>(s_task);

        await client.DisposeAsync();

        Assert.Equal(s_task, (await Assert.ThrowsAsync<ComputeDetachedException>(() => future)).Handle.TaskId);
        Throws<ObjectDisposedException>(() => client.Attach<int>(s_task));
    }

    [Fact]
    public async Task None_is_null_where_the_type_or_the_options_say_so_and_an_error_elsewhere()
    {
        var service = new FakeComputeService();
        service.Settle(s_task, TaskState.Succeeded, "11\nnull");
        await using var client = NewClient(service);

        Assert.Null(await client.Attach<int?>(s_task));
        Assert.Null(await client.Attach<string?>(s_task, new ComputeCallOptions { AllowNone = true }));
        await Assert.ThrowsAsync<ResultDeserializationException>(() => client.Attach<string>(s_task));
        await Assert.ThrowsAsync<ResultDeserializationException>(() => client.Attach<int>(s_task));
    }

    [Fact]
    public async Task Bad_use_throws_at_the_call_and_says_what_to_do()
    {
        await using var client = NewClient(new FakeComputeService());

        Assert.Contains("names no task", Throws<ArgumentException>(() => client.Attach<int>(ComputeTaskHandle.ForTask(s_task) with { TaskId = null })).Message);
        Throws<ArgumentException>(() => client.Attach<int>(Guid.Empty));
        Throws<ArgumentNullException>(() => client.Attach<int>(null!));
        Assert.Contains("ComputeCallOptions", Throws<ArgumentException>(() => client.Attach<AppType>(s_task)).Message);
    }

    [Fact]
    public async Task An_own_type_is_read_with_the_metadata_that_is_given()
    {
        var service = new FakeComputeService();
        service.Settle(s_task, TaskState.Succeeded, "11\n{\"mean_value\": 2.5}");
        await using var client = NewClient(service);

        var value = await client.Attach<AppType>(s_task, ComputeCallOptions.ForReflection());

        Assert.Equal(2.5, value.MeanValue);
    }

    private static ComputeClient NewClient(FakeComputeService service, ComputeClientOptions? options = null) =>
        new(new ComputeRuntime(service, options ?? TestCalls.Options()));

    private static T Throws<T>(Action call)
        where T : Exception => Assert.Throws<T>(call);

    private sealed record AppType(double MeanValue);
}
