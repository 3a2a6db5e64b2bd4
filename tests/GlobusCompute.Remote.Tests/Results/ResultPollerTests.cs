using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Results;

public sealed class ResultPollerTests
{
    [Fact]
    public async Task A_failed_task_ends_in_an_exception_with_its_traceback()
    {
        const string Traceback = "Traceback (most recent call last):\n  File \"<string>\", line 2, in f\nValueError: not good\n";
        var service = new FakeComputeService { OnTask = static _ => (TaskState.Failed, Traceback) };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var future = runtime.Call(TestCalls.Target(runtime), TestCalls.Pinned());

        var error = await Assert.ThrowsAsync<TaskExecutionFailedException>(() => future);

        Assert.Equal(Traceback, error.RemoteTraceback);
        Assert.Equal("ValueError", error.RemoteType);
        Assert.Equal("not good", error.RemoteMessage);
        Assert.Equal(future.TaskId, error.Handle.TaskId);
        Assert.Equal(TestCalls.Endpoint, error.Handle.EndpointId);
        Assert.Contains("line 2, in f", error.ToString());
        Assert.DoesNotContain("Traceback", error.Message);
    }

    [Fact]
    public async Task Nothing_is_asked_while_nothing_is_pending()
    {
        var service = new FakeComputeService();
        var time = new ManualTimeProvider();
        await using var runtime = new ComputeRuntime(service, TestCalls.Options(time));
        var ended = runtime.Call(TestCalls.Target(runtime), TestCalls.Pinned());
        while (!ended.IsCompleted)
        {
            await Task.WhenAny(ended, time.WhenTimerWithinAsync(TimeSpan.FromSeconds(1)));
            time.AdvanceToNextTimer();
        }

        await Eventually.TrueAsync(() => time.Timers == 0);
        var questions = service.Questions.Count;
        time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(0, time.Timers);
        Assert.Equal(questions, service.Questions.Count);
    }

    [Fact]
    public async Task Questions_become_rare_while_nothing_comes_and_frequent_again_with_a_new_call()
    {
        var service = new FakeComputeService { OnTask = static _ => (TaskState.Pending, null) };
        var time = new ManualTimeProvider();
        await using var runtime = new ComputeRuntime(service, TestCalls.Options(time));
        var target = TestCalls.Target(runtime);
        var slow = runtime.Call(target, TestCalls.Pinned());
        await slow.Submitted;
        for (var i = 0; i < 30; i++)
        {
            await time.WhenTimerWithinAsync(TimeSpan.FromMilliseconds(20));
            time.Advance(TimeSpan.FromMilliseconds(20));
        }

        // At the longest interval now: no question within 19 ms, but a newcomer's comes after 1 ms.
        await time.WhenTimerWithinAsync(TimeSpan.FromMilliseconds(20));
        var questions = service.Questions.Count;
        time.Advance(TimeSpan.FromMilliseconds(19));
        Assert.Equal(questions, service.Questions.Count);
        Assert.Equal(1, time.Timers);
        service.OnTask = static _ => (TaskState.Succeeded, "11\n1");
        var quick = runtime.Call(target, TestCalls.Pinned());
        await quick.Submitted;
        while (!quick.IsCompleted)
        {
            // Its answer may be on the way when the loop looks; no timer follows it then.
            await Task.WhenAny(quick, time.WhenTimerWithinAsync(TimeSpan.FromMilliseconds(1)));
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.False(slow.IsCompleted);
        slow.Cancel();
    }

    [Fact]
    public async Task More_tasks_than_one_question_holds_all_get_their_answers()
    {
        var gate = new TaskCompletionSource();
        var service = new FakeComputeService { OnBudget = _ => gate.Task };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);
        var function = TestCalls.Pinned();
        var futures = Enumerable.Range(0, 3000).Select(_ => runtime.Call(target, function)).ToList();
        gate.SetResult();

        await Task.WhenAll(futures);

        Assert.All(service.Questions, static count => Assert.InRange(count, 1, 500));
    }

    [Fact]
    public async Task Long_running_tasks_do_not_hide_the_results_of_others()
    {
        var gate = new TaskCompletionSource();
        var service = new FakeComputeService { OnBudget = _ => gate.Task };
        var count = 0;
        service.OnTask = _ => ++count <= 1200 ? (TaskState.Pending, null) : (TaskState.Succeeded, "11\n1");
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);
        var function = TestCalls.Pinned();
        var futures = Enumerable.Range(0, 1300).Select(_ => runtime.Call(target, function)).ToList();
        gate.SetResult();

        await Task.WhenAll(futures.Skip(1200));

        Assert.All(futures.Take(1200), static f => Assert.False(f.IsCompleted));
    }

    [Fact]
    public async Task An_outage_fails_nothing_and_results_come_when_it_is_over()
    {
        var failures = 0;
        var service = new FakeComputeService
        {
            OnStatus = (_, _) => Interlocked.Increment(ref failures) <= 5 ? throw new ServiceUnreachableException("POST /v2/batch_status", 1, "no route.", null) : Task.CompletedTask,
        };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());

        await runtime.Call(TestCalls.Target(runtime), TestCalls.Pinned());

        Assert.True(failures > 5);
    }

    [Fact]
    public async Task An_outage_longer_than_allowed_ends_pending_calls_and_says_where_they_are()
    {
        var service = new FakeComputeService { OnStatus = static (_, _) => throw new ServiceUnreachableException("POST /v2/batch_status", 1, "no route.", null) };
        var time = new ManualTimeProvider();
        await using var runtime = new ComputeRuntime(service, TestCalls.Options(time, maxOutage: TimeSpan.FromMinutes(1)));
        var future = runtime.Call(TestCalls.Target(runtime), TestCalls.Pinned());
        var id = await future.Submitted;
        while (!future.IsCompleted)
        {
            await Task.WhenAny(future, time.WhenTimerWithinAsync(TimeSpan.FromMilliseconds(20)));
            time.Advance(TimeSpan.FromSeconds(10));
        }

        var error = await Assert.ThrowsAsync<ResultsUnreachableException>(() => future);

        Assert.Equal(id, error.Handle.TaskId);
        Assert.Contains(id.ToString(), error.Message);
        Assert.Contains("no route", error.Message);
    }

    [Fact]
    public async Task A_task_that_gets_its_page_refused_does_not_hold_back_the_others()
    {
        var gate = new TaskCompletionSource();
        var service = new FakeComputeService { OnBudget = _ => gate.Task };
        Guid? poison = null;
        service.OnStatus = (ids, _) => poison is null || ids.Contains(poison.Value)
            ? throw new ComputeServiceException("POST /v2/batch_status", System.Net.HttpStatusCode.UnprocessableEntity, null, "Odd.")
            : Task.CompletedTask;
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);
        var function = TestCalls.Pinned();
        var futures = Enumerable.Range(0, 300).Select(_ => runtime.Call(target, function)).ToList();
        gate.SetResult();
        poison = await futures[150].Submitted;

        await Task.WhenAll(futures.Where((_, i) => i != 150));

        Assert.False(futures[150].IsCompleted);
    }

    public static TheoryData<Exception> SignInFailures => new((Exception[])
    [
        new ComputeServiceException("POST /v2/batch_status", System.Net.HttpStatusCode.Forbidden, "AuthorizationRequired", "Session."),
        new AuthorizationRequiredException("The sign-in is over."),
        new AuthorizationRequiredException("POST /v2/batch_status", "Session.", new() { RequiresMfa = true }, null),
    ]);

    [Theory]
    [MemberData(nameof(SignInFailures), DisableDiscoveryEnumeration = true)]
    public async Task Being_asked_to_sign_in_again_fails_nothing_however_long_it_takes(Exception failure)
    {
        var service = new FakeComputeService { OnStatus = (_, _) => throw failure };
        var time = new ManualTimeProvider();
        await using var runtime = new ComputeRuntime(service, TestCalls.Options(time, maxOutage: TimeSpan.FromMinutes(1)));
        var future = runtime.Call(TestCalls.Target(runtime), TestCalls.Pinned());
        await future.Submitted;
        for (var i = 0; i < 60; i++)
        {
            await time.WhenTimerWithinAsync(TimeSpan.FromMilliseconds(20));
            time.Advance(TimeSpan.FromMinutes(1));
        }

        await Eventually.TrueAsync(() => runtime.Results.State == ComputeDeliveryState.SignInRequired);
        Assert.False(future.IsCompleted);
        service.OnStatus = static (_, _) => Task.CompletedTask;
        while (!future.IsCompleted)
        {
            await Task.WhenAny(future, time.WhenTimerWithinAsync(TimeSpan.FromMilliseconds(20)));
            time.Advance(TimeSpan.FromMilliseconds(20));
        }

        await future;
    }

    [Theory]
    [InlineData("ValueError: bad value", "ValueError", "bad value")]
    [InlineData("Traceback (most recent call last):\n  File \"x\"\nparsl.x.WorkerLost: gone\n", "parsl.x.WorkerLost", "gone")]
    [InlineData("++++++++\nTraceback from attempt: final attempt\nparsl.errors.WorkerLost: the worker is gone\n--------\n", "parsl.errors.WorkerLost", "the worker is gone")]
    [InlineData("--------\n", null, "--------")]
    [InlineData("ValueError: too much --\n", "ValueError", "too much --")]
    [InlineData("KeyError", "KeyError", "")]
    [InlineData("MaxResultSizeExceeded(705, 200)", "MaxResultSizeExceeded", "Task result of 705B exceeded current limit of 200B")]
    [InlineData("something went wrong: badly", null, "something went wrong: badly")]
    [InlineData("", null, "")]
    [InlineData("Traceback (most recent call last):\n  File \"x\", line 1\n    f()\nException: line1\nline2\n\tline3\n", "Exception", "line1\nline2\n\tline3")]
    [InlineData("Traceback (most recent call last):\n  File \"x\"\nValueError\n----\n", "ValueError", "")]
    [InlineData("Traceback (most recent call last):\n  File \"x\"\n", null, "File \"x\"")]
    [InlineData("  | ExceptionGroup: several (2 sub-exceptions)", "ExceptionGroup", "several (2 sub-exceptions)")]
    public void The_last_line_is_split_as_a_best_effort(string text, string? type, string message)
    {
        var error = RemoteError.Parse(text);

        Assert.Equal((type, message), (error.Type, error.Message));
    }

    [Fact]
    public void The_pace_grows_to_its_limit_and_falls_back_when_something_comes()
    {
        var pace = new PollPace(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        for (var i = 0; i < 20; i++)
        {
            pace.Asked(100, 0);
        }

        Assert.Equal(TimeSpan.FromSeconds(10), pace.Wait);
        pace.Asked(100, 1);
        Assert.Equal(TimeSpan.FromSeconds(1), pace.Wait);
        pace.Asked(100, 60);
        Assert.Equal(TimeSpan.Zero, pace.Wait);
        pace.Asked(100, 0);
        Assert.Equal(TimeSpan.FromSeconds(1), pace.Wait);
    }
}
