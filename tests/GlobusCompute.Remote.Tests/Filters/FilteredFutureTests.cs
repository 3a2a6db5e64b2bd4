using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Tests.Executor;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Filters;

/// <summary>A future with filters around it always completes, whatever the filters do.</summary>
public sealed class FilteredFutureTests
{
    private static readonly PythonFunction s_pinned = PythonFunction.FromId(Guid.NewGuid());

    [Fact]
    public async Task Canceling_the_future_completes_it_at_once_and_stops_filters_and_submission()
    {
        var stopped = new TaskCompletionSource();
        var submitted = new TaskCompletionSource<IComputeFuture>();
        await using var harness = With(new AnyFilter(async (context, next, token) =>
        {
            token.Register(stopped.SetResult);
            var outcome = next(token);
            submitted.SetResult(context.Submission!);
            return await outcome;
        }));
        harness.Service.OnTask = static _ => (TaskState.Pending, null);
        var future = harness.Executor.Submit<int>(s_pinned);
        var id = await future.Submitted;

        Assert.True(future.Cancel());
        Assert.False(future.Cancel());

        Assert.Contains(id.ToString(), (await Assert.ThrowsAsync<TaskCanceledException>(() => future)).Message, StringComparison.Ordinal);
        Assert.True(future.IsCanceled);
        await stopped.Task;
        await Eventually.TrueAsync(async () => (await submitted.Task).Stage == ComputeFutureStage.Completed);
        Assert.Equal(0, harness.Executor.PendingCalls);
    }

    [Fact]
    public async Task The_token_of_the_caller_cancels_a_future_whose_filter_ignores_it()
    {
        await using var harness = With(new AnyFilter(static (_, _, _) => new TaskCompletionSource<object?>().Task));
        using var cancel = new CancellationTokenSource();
        var future = harness.Executor.Submit(s_pinned, cancellationToken: cancel.Token);
        Assert.Equal((1, ComputeFutureStage.Queued), (harness.Executor.PendingCalls, future.Stage));

        await cancel.CancelAsync();

        await Assert.ThrowsAsync<TaskCanceledException>(() => future);
        await Assert.ThrowsAsync<TaskCanceledException>(() => future.Submitted);
    }

    [Fact]
    public async Task A_token_that_is_canceled_before_the_call_runs_no_filter_and_leaves_nothing_open()
    {
        var ran = false;
        await using var harness = With(new AnyFilter((_, next, _) =>
        {
            ran = true;
            return next(CancellationToken.None);
        }));

        Task[] futures =
        [
            harness.Executor.Submit<int>(s_pinned, cancellationToken: new CancellationToken(canceled: true)),
            harness.Executor.Submit(s_pinned, cancellationToken: new CancellationToken(canceled: true)),
        ];

        await Assert.ThrowsAsync<TaskCanceledException>(() => futures[0]);
        await Assert.ThrowsAsync<TaskCanceledException>(() => futures[1]);
        Assert.False(ran);
        Assert.Empty(harness.Sent);
        Assert.Equal((0, 0), (harness.Runtime.Filtered.Count, harness.Executor.PendingCalls));
    }

    [Fact]
    public async Task The_token_of_a_filter_is_not_canceled_when_the_filter_is_done()
    {
        var tokens = new List<CancellationToken>();
        await using var harness = With(new AnyFilter((_, next, token) =>
        {
            tokens.Add(token);
            return next(token);
        }));

        await harness.Executor.Submit(s_pinned);
        await harness.Executor.Submit<int?>(s_pinned);

        Assert.All(tokens, static token => Assert.False(token.IsCancellationRequested));
    }

    [Fact]
    public async Task A_time_limit_of_the_future_holds_over_all_that_filters_do()
    {
        var time = new ManualTimeProvider();
        await using var harness = new ExecutorHarness(
            new ComputeExecutorOptions { Filters = { new AnyFilter(static (_, _, _) => new TaskCompletionSource<object?>().Task) } }, time);
        var future = harness.Executor.Submit<int>(s_pinned).WithTimeout(TimeSpan.FromHours(1)).WithTimeout(TimeSpan.FromMinutes(1));

        time.Advance(TimeSpan.FromMinutes(1));

        Assert.True((await Assert.ThrowsAsync<ComputeTimeoutException>(() => future)).IsTransient);
        Assert.Equal(0, time.Timers);
    }

    [Fact]
    public async Task Disposing_the_client_completes_futures_whose_filters_never_end()
    {
        var harness = new ExecutorHarness(
            client: With(TestCalls.Options(shutdown: TimeSpan.Zero), new AnyFilter(static async (context, next, token) =>
            {
                if (context.Arguments.Count > 0)
                {
                    await next(token);
                }

                return await new TaskCompletionSource<object?>().Task;
            })));
        var unsent = harness.Executor.Submit(s_pinned);
        var sent = harness.Executor.Submit<int?>(s_pinned, CallArguments.Of(1));
        await sent.Submitted;

        await harness.DisposeAsync();

        await Assert.ThrowsAsync<CallNotSentException>(() => unsent);
        await Assert.ThrowsAsync<CallNotSentException>(() => unsent.Submitted);
        await Assert.ThrowsAsync<ComputeDetachedException>(() => sent);
        Assert.Throws<ObjectDisposedException>(() => { _ = harness.Executor.Submit(s_pinned); });
    }

    [Fact]
    public async Task A_filter_that_submits_after_its_client_was_disposed_learns_that_nothing_was_sent()
    {
        var wait = new TaskCompletionSource();
        var learned = new TaskCompletionSource<Exception>();
        var harness = With(new AnyFilter(async (_, next, token) =>
        {
            await wait.Task;
            try
            {
                return await next(token);
            }
            catch (Exception e)
            {
                learned.SetResult(e);
                throw;
            }
        }));
        var future = harness.Executor.Submit(s_pinned);
        await harness.DisposeAsync();

        wait.SetResult();

        Assert.IsType<CallNotSentException>(await learned.Task);
        await Assert.ThrowsAsync<CallNotSentException>(() => future);
        Assert.Equal(0, harness.Runtime.Unsent.Count);
    }

    [Fact]
    public async Task A_shutdown_of_the_executor_waits_for_filters_which_may_still_submit()
    {
        var wait = new TaskCompletionSource();
        await using var harness = With(new AnyFilter(async (_, next, token) =>
        {
            await wait.Task;
            return await next(token);
        }));
        var future = harness.Executor.Submit(s_pinned);

        var shutdown = harness.Executor.ShutdownAsync();
        Assert.False(shutdown.IsCompleted);
        wait.SetResult();

        await future;
        await shutdown;
        Assert.Single(harness.Sent);
    }

    [Fact]
    public async Task A_shutdown_that_cancels_takes_back_what_filters_submit_later()
    {
        var wait = new TaskCompletionSource();
        await using var harness = With(new AnyFilter(async (_, next, token) =>
        {
            await wait.Task;
            return await next(token);
        }));
        var future = harness.Executor.Submit(s_pinned);
        var shutdown = harness.Executor.ShutdownAsync(cancelFutures: true);

        wait.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => future);
        await shutdown;
        Assert.True(future.IsCanceled);
        Assert.Empty(harness.Sent);
    }

    [Fact]
    public async Task A_full_queue_faults_the_future_and_leaves_no_call_behind()
    {
        var client = TestCalls.Options();
        client.MaxUnsentCalls = 1;
        var hold = new TaskCompletionSource();
        await using var harness = new ExecutorHarness(client: With(client, AnyFilter.Through));
        harness.Service.OnBudget = _ => hold.Task;
        var first = harness.Executor.Submit(s_pinned);

        await Assert.ThrowsAsync<CallQueueFullException>(() => harness.Executor.Submit(s_pinned));

        hold.SetResult();
        await first;
        await Eventually.TrueAsync(() => harness.Runtime.Unsent.Count == 0 && harness.Executor.PendingCalls == 0);
    }

    [Fact]
    public async Task Submitted_completes_with_the_first_task_that_the_service_accepts()
    {
        var refusals = 1;
        await using var harness = With(new AnyFilter(static async (_, next, token) =>
        {
            try
            {
                return await next(token);
            }
            catch (CallRefusedException)
            {
                return await next(token);
            }
        }));
        harness.Service.OnSubmit = (_, _) => refusals-- > 0
            ? throw new ComputeServiceException("POST", System.Net.HttpStatusCode.BadRequest, null, "no")
            : Task.CompletedTask;
        var future = harness.Executor.Submit(s_pinned);
        var submitted = future.Submitted;

        await future;

        Assert.Equal(future.TaskId, await submitted);
    }

    [Fact]
    public async Task Calls_at_once_through_filters_each_get_their_own_outcome()
    {
        await using var harness = With(new AnyFilter(static async (_, next, token) =>
        {
            await Task.Yield();
            return await next(token);
        }));
        harness.Service.OnTask = static call => (TaskState.Succeeded, $"11\n{call.Tag}");

        var futures = await Task.WhenAll(Enumerable.Range(0, 2000).Select(i => Task.Run(() =>
            harness.Executor.Submit<int>(s_pinned, options: new ComputeCallOptions { Tag = $"{i}" }).ContinueWith(f => (i, f.Result), TaskScheduler.Default))));

        Assert.All(futures, static pair => Assert.Equal(pair.i, pair.Result));
        await Eventually.TrueAsync(() => harness.Executor.PendingCalls == 0);
    }

    private static ExecutorHarness With(IComputeCallFilter filter) => new(new ComputeExecutorOptions { Filters = { filter } });

    private static ComputeClientOptions With(ComputeClientOptions options, IComputeCallFilter filter)
    {
        options.Filters.Add(filter);
        return options;
    }
}
