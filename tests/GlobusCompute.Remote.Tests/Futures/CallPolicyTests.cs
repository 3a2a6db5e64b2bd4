using System.Net;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Futures;

public sealed class CallPolicyTests
{
    private const string WorkerLost = "Traceback\nparsl.executors.high_throughput.errors.WorkerLost: Task failure due to loss of worker 3\n";

    [Fact]
    public async Task A_call_that_takes_too_long_times_out_and_says_where_it_runs()
    {
        var time = new ManualTimeProvider();
        var service = new FakeComputeService { OnTask = static _ => (TaskState.Pending, null) };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options(time));
        var future = runtime.Call(TestCalls.Target(runtime), TestCalls.Source(policy: new CallPolicy(TimeSpan.FromMinutes(1))));
        var id = await future.Submitted;

        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(future.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAsync<ComputeTimeoutException>(() => future);
        Assert.Equal(TimeSpan.FromMinutes(1), error.Timeout);
        Assert.Contains(id.ToString(), error.Message);
    }

    [Fact]
    public async Task A_call_that_times_out_while_its_request_is_under_way_says_that_its_fate_is_not_known()
    {
        var time = new ManualTimeProvider();
        var sending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource();
        var service = new FakeComputeService
        {
            OnSubmit = (_, _) =>
            {
                sending.TrySetResult();
                return answer.Task;
            },
        };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options(time));
        var future = runtime.Call(TestCalls.Target(runtime), TestCalls.Source(policy: new CallPolicy(TimeSpan.FromMinutes(1))));
        await sending.Task;

        time.Advance(TimeSpan.FromMinutes(1));

        var error = await Assert.ThrowsAsync<ComputeTimeoutException>(() => future);
        Assert.EndsWith("whether it was accepted is not known.", error.Message, StringComparison.Ordinal);
        answer.SetResult();
    }

    [Fact]
    public async Task A_call_that_times_out_before_it_is_sent_says_so()
    {
        var time = new ManualTimeProvider();
        var registered = new TaskCompletionSource<Guid>();
        var service = new FakeComputeService { OnRegister = (_, _) => registered.Task };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options(time));
        var future = runtime.Call(TestCalls.Target(runtime), TestCalls.Source(policy: new CallPolicy(TimeSpan.FromMilliseconds(1))));

        time.Advance(TimeSpan.FromMilliseconds(1));

        var error = await Assert.ThrowsAsync<ComputeTimeoutException>(() => future);
        registered.SetResult(Guid.NewGuid());
        Assert.Contains("was not sent to endpoint", error.Message);
        Assert.Empty(service.Batches);
    }

    [Fact]
    public async Task A_method_s_time_goes_before_the_executor_s_and_an_ended_call_does_not_time_out()
    {
        var time = new ManualTimeProvider();
        var service = new FakeComputeService { OnTask = static _ => (TaskState.Pending, null) };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options(time));
        var target = TestCalls.Target(runtime, new ComputeExecutorOptions { CallTimeout = TimeSpan.FromSeconds(10) });
        var general = runtime.Call(target, TestCalls.Source());
        var own = runtime.Call(target, TestCalls.Source(policy: new CallPolicy(TimeSpan.FromSeconds(20))));
        var cancelled = runtime.Call(target, TestCalls.Source());
        cancelled.Cancel();

        time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(general.IsFaulted);
        Assert.False(own.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.True(own.IsFaulted);
        Assert.True(cancelled.IsCanceled);
    }

    [Fact]
    public async Task A_single_call_can_be_limited_instead_of_its_method()
    {
        var time = new ManualTimeProvider();
        var service = new FakeComputeService { OnTask = static _ => (TaskState.Pending, null) };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options(time));
        var target = TestCalls.Target(runtime, new ComputeExecutorOptions { CallTimeout = TimeSpan.FromSeconds(10) });
        var shorter = runtime.Call(target, TestCalls.Source()).WithTimeout(TimeSpan.FromSeconds(5));
        var longer = runtime.Call(target, TestCalls.Source()).WithTimeout(TimeSpan.FromSeconds(20));

        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(5), (await Assert.ThrowsAsync<ComputeTimeoutException>(() => shorter)).Timeout);
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.False(longer.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(5));

        Assert.True(longer.IsFaulted);
        Assert.True(ComputeFuture.FromResult(1).WithTimeout(TimeSpan.FromSeconds(1)).IsCompletedSuccessfully);
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = longer.WithTimeout(TimeSpan.Zero); });
    }

    [Fact]
    public async Task An_idempotent_call_whose_fate_is_open_is_sent_again()
    {
        var failures = 0;
        var service = new FakeComputeService
        {
            OnSubmit = (_, _) => Interlocked.Increment(ref failures) <= 3 ? throw new AmbiguousOutcomeException("POST /v3/submit", "lost.", null) : Task.CompletedTask,
        };
        var time = new ManualTimeProvider();
        await using var runtime = new ComputeRuntime(service, TestCalls.Options(time));
        var future = runtime.Call(TestCalls.Target(runtime), TestCalls.Source(policy: new CallPolicy(IsIdempotent: true)));
        while (!future.IsCompleted)
        {
            await Task.WhenAny(future, time.WhenTimerWithinAsync(TimeSpan.FromSeconds(10)));
            time.AdvanceToNextTimer();
        }

        await future;
        Assert.Equal(4, future.Report!.Attempts);
        await Eventually.TrueAsync(() => runtime.Unsent.Count == 0);
    }

    [Fact]
    public async Task Attempts_are_bounded()
    {
        var service = new FakeComputeService { OnSubmit = static (_, _) => throw new AmbiguousOutcomeException("POST /v3/submit", "lost.", null) };
        var time = new ManualTimeProvider();
        await using var runtime = new ComputeRuntime(service, TestCalls.Options(time));
        var future = runtime.Call(TestCalls.Target(runtime), TestCalls.Source(policy: new CallPolicy(IsIdempotent: true)));
        while (!future.IsCompleted)
        {
            await Task.WhenAny(future, time.WhenTimerWithinAsync(TimeSpan.FromSeconds(10)));
            time.AdvanceToNextTimer();
        }

        await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => future);
        Assert.Equal(6, service.Batches.Count);
    }

    public static TheoryData<string, Exception> Refusals => new()
    {
        { "forbidden", new ComputeServiceException("POST /v3/submit", HttpStatusCode.Forbidden, "FUNCTION_ACCESS_FORBIDDEN", "no.") },
        { "of the batch alone", new ComputeServiceException("POST /v3/submit", HttpStatusCode.RequestEntityTooLarge, "TASK_PAYLOAD_TOO_LARGE", "too large.") },
        { "without a code", new ComputeServiceException("POST /v3/submit", HttpStatusCode.NotFound, null, null) },
        { "of the endpoint", new ComputeServiceException("POST /v3/submit", HttpStatusCode.NotFound, "ENDPOINT_NOT_FOUND", "no.") },
        { "by the template", new ComputeServiceException("POST /v3/submit", HttpStatusCode.UnprocessableEntity, "SEMANTICALLY_INVALID", "no.") },
        { "of the token", new ComputeServiceException("POST /v3/submit", HttpStatusCode.Unauthorized, null, "who?") },
        { "redirected", new ComputeServiceException("POST /v3/submit", HttpStatusCode.Found, null, "elsewhere.") },
        { "busy each time", new ServiceUnreachableException("POST /v3/submit", 6, "429.", null) },
        { "not connected", new ServiceUnreachableException("POST /v3/submit", 6, "connection refused.", new IOException("refused.")) },
        { "not written down", new ComputeJournalException("journal", "cannot be written: the disk is full.") },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_of_a_call_that_was_sent_before_leaves_it_open_whether_it_ran(string kind, Exception refusal)
    {
        Assert.NotEmpty(kind);
        var sent = 0;
        var service = new FakeComputeService
        {
            OnSubmit = (_, _) => throw (Interlocked.Increment(ref sent) == 1 ? new AmbiguousOutcomeException("POST /v3/submit", "lost.", null) : refusal),
        };
        var time = new ManualTimeProvider();
        await using var runtime = new ComputeRuntime(service, TestCalls.Options(time));
        var future = runtime.Call(TestCalls.Target(runtime), TestCalls.Source(policy: new CallPolicy(IsIdempotent: true)));
        while (!future.IsCompleted)
        {
            await Task.WhenAny(future, time.WhenTimerWithinAsync(TimeSpan.FromSeconds(10)));
            time.AdvanceToNextTimer();
        }

        var error = await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => future);

        Assert.Same(refusal, error.InnerException);
        Assert.Contains("2 times", error.Message, StringComparison.Ordinal);
        await Eventually.TrueAsync(() => runtime.Unsent.Count == 0);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_after_the_loss_of_its_worker_leaves_it_open_whether_a_call_ran(string kind, Exception refusal)
    {
        Assert.NotEmpty(kind);
        var sent = 0;
        var service = new FakeComputeService
        {
            OnSubmit = (_, _) => Interlocked.Increment(ref sent) == 1 ? Task.CompletedTask : throw refusal,
            OnTask = static _ => (TaskState.Failed, WorkerLost),
        };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());

        var error = await Assert.ThrowsAsync<CallOutcomeUnknownException>(
            () => runtime.Call(TestCalls.Target(runtime), TestCalls.Source(policy: new CallPolicy(IsIdempotent: true))));

        Assert.Same(refusal, error.InnerException);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_of_a_call_that_was_sent_once_says_that_it_did_not_run(string kind, Exception refusal)
    {
        Assert.NotEmpty(kind);
        var service = new FakeComputeService { OnSubmit = (_, _) => throw refusal };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());

        var error = await Assert.ThrowsAsync<CallRefusedException>(
            () => runtime.Call(TestCalls.Target(runtime), TestCalls.Source(policy: new CallPolicy(IsIdempotent: true))));

        Assert.Same(refusal, error.InnerException);
    }

    [Fact]
    public async Task An_idempotent_call_lost_with_its_worker_runs_again_and_another_fails()
    {
        var lost = 0;
        var service = new FakeComputeService();
        service.OnTask = call => Interlocked.Increment(ref lost) <= 2 ? (TaskState.Failed, WorkerLost) : (TaskState.Succeeded, "11\n1");
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);

        var again = runtime.Call(target, TestCalls.Source(policy: new CallPolicy(IsIdempotent: true)));
        await again;
        lost = 0;
        var error = await Assert.ThrowsAsync<TaskExecutionFailedException>(() => runtime.Call(target, TestCalls.Source("other")));

        Assert.Equal(3, again.Report!.Attempts);
        Assert.Contains("WorkerLost", error.Message);
        Assert.Contains("Hint", error.Message);
    }

    [Fact]
    public async Task A_failure_of_the_function_itself_is_not_repeated()
    {
        var service = new FakeComputeService { OnTask = static _ => (TaskState.Failed, "ValueError: no\n") };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());

        await Assert.ThrowsAsync<TaskExecutionFailedException>(
            () => runtime.Call(TestCalls.Target(runtime), TestCalls.Source(policy: new CallPolicy(IsIdempotent: true))));

        Assert.Single(service.Batches);
    }

    [Fact]
    public async Task A_report_is_there_when_the_future_has_ended()
    {
        var service = new FakeComputeService { OnTask = static _ => (TaskState.Pending, null) };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var future = runtime.Call(TestCalls.Target(runtime), TestCalls.Source());
        var id = await future.Submitted;
        Assert.Null(future.Report);

        service.Settle(id, TaskState.Succeeded, "11\n1234");
        await future;

        var report = future.Report!;
        Assert.Equal(id, report.TaskId);
        Assert.Equal(service.TaskGroupId, report.TaskGroupId);
        Assert.NotNull(report.RequestId);
        Assert.NotNull(report.AcceptedAt);
        Assert.Equal(7, report.ResultBytes);
        Assert.Equal(1, report.Attempts);
        Assert.True(report.ArgumentBytes > 0);
    }

    [Fact]
    public async Task Futures_are_given_in_the_order_in_which_they_end_with_their_progress()
    {
        var service = new FakeComputeService { OnTask = static _ => (TaskState.Pending, null) };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);
        var futures = Enumerable.Range(0, 3).Select(_ => runtime.Call(target, TestCalls.Source())).ToList();
        var ids = await Task.WhenAll(futures.Select(static f => f.Submitted));
        var progress = new List<ComputeProgress>();
        var order = new List<ComputeFuture>();
        service.Settle(ids[1], TaskState.Succeeded, "11\n1");

        await foreach (var future in futures.WhenEach(new Immediately(progress)))
        {
            order.Add(future);
            if (order.Count == 1)
            {
                service.Settle(ids[2], TaskState.Failed, "ValueError: no");
            }
            else if (order.Count == 2)
            {
                futures[0].Cancel();
            }
        }

        Assert.Equal([futures[1], futures[2], futures[0]], order);
        Assert.Equal([new(1, 0, 3), new(2, 1, 3), new(3, 2, 3)], progress);
    }

    private sealed class Immediately(List<ComputeProgress> list) : IProgress<ComputeProgress>
    {
        public void Report(ComputeProgress value) => list.Add(value);
    }
}
