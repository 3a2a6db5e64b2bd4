using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Tests.Executor;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Filters;

/// <summary>What filters see and may do.</summary>
public sealed class CallFilterTests
{
    private static readonly PythonFunction s_function = PythonFunction.FromSource("def f(*args, **kwargs):\n    return 1\n");
    private static readonly PythonFunction s_pinned = PythonFunction.FromId(Guid.NewGuid());

    [Fact]
    public async Task A_filter_sees_what_is_called_with_which_arguments_and_options()
    {
        ComputeCallContext? seen = null;
        await using var harness = With(new AnyFilter((context, next, token) =>
        {
            seen = context;
            return next(token);
        }));
        harness.Service.OnTask = static _ => (TaskState.Succeeded, "11\n7");
        var options = new ComputeCallOptions { Timeout = TimeSpan.FromMinutes(1), Idempotent = true, Tag = "row 1" };
        int[] numbers = [1, 2];

        Assert.Equal(7, await harness.Executor.Submit<int>(s_function, CallArguments.Of(numbers).AddKeyword("degree", 3), options));

        Assert.NotNull(seen);
        Assert.Equal(("f", "f", null, typeof(int)), (seen.MethodName, seen.FunctionName, seen.FunctionId, seen.ResultType));
        Assert.Equal((TestCalls.Endpoint, new Uri("http://127.0.0.1:1/"), "", null), (seen.EndpointId, seen.ServiceUrl, seen.ClientName, seen.InterfaceType));
        Assert.Equal((TimeSpan.FromMinutes(1), true, "row 1"), (seen.Timeout, seen.Idempotent, seen.Tag));
        Assert.Equal([new(null, numbers), new("degree", 3)], seen.Arguments);
        Assert.NotNull(seen.FunctionHash);
        Assert.True(seen.Submission!.TaskId is not null);
        Assert.DoesNotContain("2", $"{seen.Arguments[0]} {seen.Arguments[1]} {seen}".Replace(TestCalls.Endpoint.ToString(), "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_of_the_client_run_around_those_of_the_executor_the_first_outermost()
    {
        var order = new List<string>();
        AnyFilter Named(string name) => new(async (_, next, token) =>
        {
            order.Add($"{name} in");
            var value = await next(token);
            order.Add($"{name} out");
            return value;
        });
        var client = TestCalls.Options();
        client.Filters.Add(Named("client 1"));
        client.Filters.Add(Named("client 2"));
        await using var harness = new ExecutorHarness(new ComputeExecutorOptions { Filters = { Named("executor") } }, client: client);

        await harness.Executor.With(static _ => { }).Submit(s_pinned);

        Assert.Equal(["client 1 in", "client 2 in", "executor in", "executor out", "client 2 out", "client 1 out"], order);
    }

    [Fact]
    public async Task A_filter_may_answer_without_a_task()
    {
        await using var harness = With(new AnyFilter(static (_, _, _) => Task.FromResult<object?>(42)));

        var future = harness.Executor.Submit<int>(s_pinned);

        Assert.Equal(42, await future);
        Assert.Empty(harness.Sent);
        Assert.Null(future.TaskId);
        Assert.Equal(ComputeFutureStage.Completed, future.Stage);
        Assert.Equal(TestCalls.Endpoint, future.Handle.EndpointId);
        Assert.Null(future.Report!.TaskId);
        await Assert.ThrowsAsync<TaskCanceledException>(() => future.Submitted);
        await Eventually.TrueAsync(() => harness.Executor.PendingCalls == 0);
    }

    [Fact]
    public async Task A_filter_may_call_again_and_the_future_shows_the_task_that_was_last()
    {
        var failures = 2;
        await using var harness = With(new AnyFilter(static async (_, next, token) =>
        {
            while (true)
            {
                try
                {
                    return await next(token);
                }
                catch (TaskExecutionFailedException)
                {
                    // Again.
                }
            }
        }));
        harness.Service.OnTask = _ => failures-- > 0 ? (TaskState.Failed, "boom") : (TaskState.Succeeded, "11\n\"good\"");

        var future = harness.Executor.Submit<string>(s_pinned, CallArguments.Of(1));

        Assert.Equal("good", await future);
        Assert.Single(harness.Sent.Select(static s => s.Arguments).Distinct());
        Assert.Equal(3, harness.Sent.Count);
        Assert.Equal(future.Report!.TaskId, future.TaskId);
        Assert.Equal(future.TaskId, await future.Submitted);
        Assert.Equal(3, harness.Executor.SubmittedTasks);
        await Eventually.TrueAsync(() => harness.Executor.PendingCalls == 0);
    }

    [Fact]
    public async Task A_filter_may_change_options_of_the_submission()
    {
        await using var harness = With(new AnyFilter(static (context, next, token) =>
        {
            (context.Timeout, context.Idempotent, context.Tag) = (TimeSpan.FromTicks(1), true, "changed");
            Assert.Throws<ArgumentOutOfRangeException>(() => context.Timeout = TimeSpan.Zero);
            Assert.Throws<ArgumentException>(() => context.Tag = "");
            return next(token);
        }));
        harness.Service.OnTask = static _ => (TaskState.Pending, null);

        var future = harness.Executor.Submit(s_pinned, options: new ComputeCallOptions { Timeout = TimeSpan.FromDays(1), Tag = "first" });

        Assert.Equal("changed", (await Assert.ThrowsAsync<ComputeTimeoutException>(() => future)).Handle.Tag);
    }

    [Fact]
    public async Task A_filter_may_change_the_outcome_and_the_stack_of_its_exception_is_kept()
    {
        static Task<object?> Fall() => throw new InvalidTimeZoneException("from the filter");
        await using var harness = With(new AnyFilter(static async (_, next, token) =>
        {
            await next(token);
            return await Fall();
        }));

        var error = await Assert.ThrowsAsync<InvalidTimeZoneException>(() => harness.Executor.Submit(s_pinned));

        Assert.Contains(nameof(Fall), error.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_filter_throws_or_returns_wrongly_faults_that_future_alone()
    {
        await using var harness = With(new Broken());

        Assert.Contains("returned null", (await Assert.ThrowsAsync<InvalidOperationException>(() => harness.Executor.Submit<int>(s_pinned))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => harness.Executor.Submit<string>(s_pinned));
        await harness.Executor.Submit(s_pinned);
    }

    [Fact]
    public async Task A_bad_argument_throws_at_the_call_before_any_filter_runs()
    {
        var ran = false;
        await using var harness = With(new AnyFilter((_, next, token) =>
        {
            ran = true;
            return next(token);
        }));

        Assert.Throws<ArgumentException>(() => { _ = harness.Executor.Submit(s_pinned, CallArguments.Of(new AppDomainSetupLike())); });
        Assert.Throws<ArgumentNullException>(() => { new ComputeClient(new ComputeClientOptions(TestCalls.Options()) { Filters = null! }); });
        Assert.Throws<ArgumentNullException>(() => { new ComputeClient(new ComputeClientOptions(TestCalls.Options()) { Filters = [null!] }); });
        await using var client = new ComputeClient(TestCalls.Options());
        Assert.Throws<ArgumentNullException>(() => { client.CreateExecutor(TestCalls.Endpoint, new ComputeExecutorOptions { Filters = [null!] }); });
        Assert.False(ran);
    }

    [Fact]
    public async Task Calls_with_equal_arguments_have_the_same_hash_and_others_another()
    {
        var hashes = new List<string>();
        await using var harness = With(new AnyFilter((context, next, token) =>
        {
            hashes.Add(context.ArgumentsHash);
            return next(token);
        }));

        foreach (var arguments in (CallArguments[])[CallArguments.Of(1, "a"), CallArguments.Of(1, "a"), CallArguments.Of(1, "b"), CallArguments.Of(1.0, "a")])
        {
            await harness.Executor.Submit(s_pinned, arguments);
        }

        Assert.Equal(hashes[0], hashes[1]);
        Assert.Equal(3, hashes.Distinct().Count());
        Assert.All(hashes, static hash => Assert.Matches("^[0-9a-f]{64}$", hash));
    }

    [Fact]
    public async Task A_result_that_was_kept_as_delivered_is_read_again_as_another_value()
    {
        ReadOnlyMemory<byte>? kept = null;
        await using var harness = With(new Keeper(payload => kept ??= payload, () => kept));
        harness.Service.OnTask = static _ => (TaskState.Succeeded, "11\n[1, 2]");

        var first = await harness.Executor.Submit<int[]>(s_pinned);
        var second = await harness.Executor.Submit<int[]>(s_pinned);

        Assert.Equal(first, second);
        Assert.NotSame(first, second);
        Assert.Single(harness.Sent);
        Assert.Equal("11\n[1, 2]", System.Text.Encoding.UTF8.GetString(kept!.Value.Span));
        var error = await Assert.ThrowsAsync<ResultDeserializationException>(() => harness.Executor.Submit<int>(s_pinned));
        Assert.Equal((typeof(int), s_pinned.Definition.DisplayName), (error.TargetType, error.Handle.FunctionName));
        await Assert.ThrowsAsync<InvalidOperationException>(() => harness.Executor.Submit(s_pinned));
    }

    [Fact]
    public async Task Filters_run_without_the_synchronization_context_of_the_caller()
    {
        SynchronizationContext? seen = new();
        await using var harness = With(new AnyFilter((_, next, token) =>
        {
            seen = SynchronizationContext.Current;
            return next(token);
        }));
        var own = new SynchronizationContext();
        var before = SynchronizationContext.Current;
        ComputeFuture future;
        try
        {
            SynchronizationContext.SetSynchronizationContext(own);
            future = harness.Executor.Submit(s_pinned);
            Assert.Same(own, SynchronizationContext.Current);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        await future;
        Assert.Null(seen);
    }

    private static ExecutorHarness With(IComputeCallFilter filter) => new(new ComputeExecutorOptions { Filters = { filter } });

    private sealed class AppDomainSetupLike;

    private sealed class Keeper(Action<ReadOnlyMemory<byte>> keep, Func<ReadOnlyMemory<byte>?> kept) : IComputeCallFilter
    {
        public async Task<T> InvokeAsync<T>(ComputeCallContext context, ComputeCallDelegate<T> proceed, CancellationToken cancellationToken)
        {
            if (kept() is { } payload)
            {
                return context.ReadResult<T>(payload);
            }

            context.KeepResultPayload = true;
            var value = await proceed(context, cancellationToken);
            keep(context.ResultPayload!.Value);
            return value;
        }
    }

    private sealed class Broken : IComputeCallFilter
    {
        public Task<T> InvokeAsync<T>(ComputeCallContext context, ComputeCallDelegate<T> proceed, CancellationToken cancellationToken) =>
            typeof(T) == typeof(int) ? null!
            : typeof(T) == typeof(string) ? throw new InvalidTimeZoneException()
            : proceed(context, cancellationToken);
    }
}
