using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Tests.Executor;
using GlobusCompute.Remote.Tests.Results;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Futures;

/// <summary>Whoever awaits a canceled call reads which one it was.</summary>
public sealed class CancellationTests
{
    private static readonly PythonFunction s_source = PythonFunction.FromSource("def f():\n    return 1\n");
    private static readonly PythonFunction s_pinned = PythonFunction.FromId(Guid.NewGuid());

    [Theory]
    [InlineData("before the call", "token")]
    [InlineData("registering", "cancel")]
    [InlineData("registering", "token")]
    [InlineData("registering", "shutdown")]
    [InlineData("queued", "cancel")]
    [InlineData("queued", "token")]
    [InlineData("queued", "shutdown")]
    [InlineData("sending", "cancel")]
    [InlineData("sending", "token")]
    [InlineData("submitted", "cancel")]
    [InlineData("submitted", "token")]
    [InlineData("reading", "cancel")]
    [InlineData("reading", "token")]
    public async Task A_canceled_call_names_its_function_its_endpoint_and_its_task(string when, string how)
    {
        await using var harness = new ExecutorHarness(new ComputeExecutorOptions { TaskGroupId = Guid.NewGuid() }, client: TestCalls.Options(shutdown: TimeSpan.Zero));
        using var gate = new ManualResetEventSlim();
        var never = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        Hold(harness.Service, when, never.Task, () =>
        {
            begun.SetResult();
            gate.Wait();
            return new SlowResult();
        });
        using var cancel = new CancellationTokenSource();
        if (when == "before the call")
        {
            await cancel.CancelAsync();
        }

        var future = harness.Executor.Submit<SlowResult>(
            when == "registering" ? s_source : s_pinned, options: ComputeCallOptions.ForReflection(), cancellationToken: cancel.Token);
        var submitted = future.Submitted;
        var stage = when switch
        {
            "before the call" => ComputeFutureStage.Completed,
            "registering" => ComputeFutureStage.Registering,
            "queued" => ComputeFutureStage.Queued,
            "sending" => ComputeFutureStage.Sending,
            _ => ComputeFutureStage.Submitted,
        };
        await Eventually.TrueAsync(() => future.Stage == stage);
        await (when == "reading" ? begun.Task : Task.CompletedTask);

        switch (how)
        {
            case "cancel":
                Assert.True(future.Cancel());
                break;
            case "token":
                await cancel.CancelAsync();
                break;
            default:
                await harness.Executor.ShutdownAsync(wait: false, cancelFutures: true);
                break;
        }

        var error = await Assert.ThrowsAsync<TaskCanceledException>(() => future);
        Assert.True(future.IsCanceled);
        Assert.Equal(TaskStatus.Canceled, future.Status);
        Assert.Null(future.Exception);
        Assert.Contains(future.Handle.FunctionName, error.Message);
        Assert.Contains(TestCalls.Endpoint.ToString(), error.Message);
        Assert.True(error.CancellationToken.IsCancellationRequested);
        if (stage == ComputeFutureStage.Submitted)
        {
            Assert.Contains(future.TaskId!.Value.ToString(), error.Message);
            Assert.Equal(future.TaskId, await submitted);
        }
        else
        {
            Assert.Null(future.TaskId);
            var other = await Assert.ThrowsAsync<TaskCanceledException>(() => submitted);
            Assert.Equal(error.Message, other.Message);
            Assert.True(submitted.IsCanceled);
        }

        gate.Set();
        never.SetResult();
    }

    [Theory]
    [InlineData("await")]
    [InlineData("result")]
    [InlineData("wait async")]
    [InlineData("method")]
    [InlineData("method that catches")]
    [InlineData("twice")]
    [InlineData("without a value")]
    [InlineData("continuation")]
    [InlineData("one of each")]
    [InlineData("when any")]
    public async Task Whoever_passes_a_canceled_future_on_passes_its_message_on(string how)
    {
        await using var harness = new ExecutorHarness(client: TestCalls.Options(shutdown: TimeSpan.Zero));
        harness.Service.OnTask = static _ => (TaskState.Pending, null);
        var future = harness.Executor.Submit<int>(s_pinned);
        var plain = harness.Executor.Submit(s_pinned);
        await Task.WhenAll(future.Submitted, plain.Submitted);
        Task awaited = how switch
        {
            "await" or "twice" => future,
            "result" => Task.Run(() => future.GetAwaiter().GetResult()),
            "wait async" => future.WaitAsync(TimeSpan.FromMinutes(2)),
            "method" => MethodAsync(),
            "method that catches" => CatchingMethodAsync(),
            "without a value" => plain,
            "continuation" => future.ContinueWith(static f => f.GetAwaiter().GetResult(), TaskScheduler.Default),
            "one of each" => EachAsync(),
            _ => Task.WhenAny(future).Unwrap(),
        };

        future.Cancel();
        plain.Cancel();

        var id = (how == "without a value" ? plain.TaskId : future.TaskId)!.Value.ToString();
        Assert.Contains(id, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => awaited)).Message);
        Assert.Contains(id, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => awaited)).Message);

        async Task MethodAsync() => await future;

        async Task CatchingMethodAsync()
        {
            try
            {
                await future;
            }
            catch (OperationCanceledException) when (future.IsCanceled)
            {
                throw;
            }
        }

        async Task EachAsync()
        {
            await foreach (var ended in new[] { future }.WhenEach())
            {
                await ended;
            }
        }
    }

    [Fact]
    public async Task Cancellations_that_race_with_results_cancel_or_do_not_and_never_both()
    {
        await using var harness = new ExecutorHarness();
        harness.Service.OnTask = static _ => (TaskState.Succeeded, "11\n1");
        for (var round = 0; round < 300; round++)
        {
            var future = harness.Executor.Submit<int>(s_pinned);
            var id = await future.Submitted;

            if (future.Cancel())
            {
                Assert.Contains(id.ToString(), (await Assert.ThrowsAsync<TaskCanceledException>(() => future)).Message);
            }
            else
            {
                Assert.Equal(1, await future);
            }
        }
    }

    private static void Hold(FakeComputeService service, string when, Task never, Func<SlowResult?> read)
    {
        service.OnTask = _ => when == "reading" ? (TaskState.Succeeded, SlowResult.That(read)) : (TaskState.Pending, null);
        switch (when)
        {
            case "registering":
                service.OnRegister = async (_, token) =>
                {
                    await never.WaitAsync(token);
                    return Guid.NewGuid();
                };
                break;
            case "queued":
                service.OnBudget = token => never.WaitAsync(token);
                break;
            case "sending":
                service.OnSubmit = (_, token) => never.WaitAsync(token);
                break;
        }
    }
}
