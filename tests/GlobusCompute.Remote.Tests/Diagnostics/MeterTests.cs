using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Submission;
using GlobusCompute.Remote.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace GlobusCompute.Remote.Tests.Diagnostics;

[Collection(nameof(TelemetryCollection))]
public sealed class MeterTests
{
    [Fact]
    public async Task Calls_are_counted_by_their_outcomes()
    {
        using var recorder = new TelemetryRecorder(spans: false);
        var service = new FakeComputeService();
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);
        var function = TestCalls.Pinned();

        await runtime.Call(target, function);
        service.OnTask = static _ => (TaskState.Failed, "ValueError: secret");
        await Assert.ThrowsAsync<TaskExecutionFailedException>(() => runtime.Call(target, function));
        service.OnSubmit = static (_, _) => throw new ServiceUnreachableException("POST", 1, "no", null);
        await Assert.ThrowsAsync<CallRefusedException>(() => runtime.Call(target, function));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runtime.Call(target, function, new CancellationToken(true)));

        Assert.Equal(["cancelled", "failed", "refused", "succeeded"], Outcomes(ComputeMeters.Calls));
        Assert.Equal(["cancelled", "failed", "refused", "succeeded"], Outcomes(ComputeMeters.CallDuration));
        Assert.All(recorder.Of(ComputeMeters.Calls), static measured =>
        {
            Assert.Equal("ITest.f", measured.Tags[TelemetryTags.FunctionName]);
            Assert.Equal(TestCalls.Endpoint.ToString("D"), measured.Tags[TelemetryTags.EndpointId]);
        });
        Assert.DoesNotContain("secret", string.Concat(recorder.Measurements.SelectMany(static measured => measured.Tags).Select(static tag => tag.Value)));

        IEnumerable<object?> Outcomes(System.Diagnostics.Metrics.Instrument instrument) =>
            recorder.Of(instrument).Select(static measured => measured.Tags[TelemetryTags.Outcome]).Order();
    }

    [Fact]
    public async Task Times_of_a_call_are_measured_in_seconds()
    {
        using var recorder = new TelemetryRecorder(spans: false);
        var time = new ManualTimeProvider();
        await using var runtime = new ComputeRuntime(new FakeComputeService(), TestCalls.Options(time, shutdown: TimeSpan.Zero));
        var call = new VoidCall(TestCalls.Target(runtime), TestCalls.Pinned(), TestCalls.Arguments());
        var start = time.GetUtcNow();

        _ = call.Start(CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(1));
        call.SetAccepted(Guid.NewGuid(), new SubmissionReceipt(null, null, time.GetUtcNow(), time.GetTimestamp()));
        time.Advance(TimeSpan.FromSeconds(10));
        call.TryDeliver("11\n1"u8, new ExecutionFacts(null, Nanoseconds(3), Nanoseconds(8)));

        Assert.Equal(11, Assert.Single(recorder.Of(ComputeMeters.CallDuration)).Value);
        Assert.Equal(2, Assert.Single(recorder.Of(ComputeMeters.QueueDuration)).Value);
        Assert.Equal(5, Assert.Single(recorder.Of(ComputeMeters.RunDuration)).Value);
        Assert.Equal(4, Assert.Single(recorder.Of(ComputeMeters.Io)).Value);

        long Nanoseconds(int seconds) => (start.AddSeconds(seconds) - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
    }

    [Fact]
    public async Task Batches_are_measured_in_tasks_and_bytes()
    {
        using var recorder = new TelemetryRecorder(spans: false);
        var service = new FakeComputeService();
        var budget = new TaskCompletionSource();
        service.OnBudget = _ => budget.Task;
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);
        var function = TestCalls.Pinned();

        var calls = Enumerable.Range(0, 3).Select(_ => runtime.Call(target, function)).ToArray();
        budget.SetResult();
        await Task.WhenAll(calls);

        Assert.Equal(3, recorder.Of(ComputeMeters.BatchTasks).Sum(static measured => measured.Value));
        var bytes = service.Batches.Sum(static batch => batch.TaskBytes);
        Assert.Equal(bytes, recorder.Of(ComputeMeters.BatchSize).Sum(static measured => measured.Value));
        Assert.Equal(bytes, recorder.Of(ComputeMeters.Io).Where(static measured => measured.Tags[TelemetryTags.Direction] is "transmit").Sum(static measured => measured.Value));
    }

    [Fact]
    public async Task Waits_for_the_budget_are_measured_by_kind()
    {
        using var recorder = new TelemetryRecorder(spans: false);
        var time = new ManualTimeProvider();
        using var connection = new ServiceConnection(
            new ComputeClientOptions(TestCalls.Options(time)) { RequestBudget = new RequestBudgetOptions { Requests = 1, Window = TimeSpan.FromSeconds(10) } }, NullLogger.Instance);

        await connection.Budget.AcquireAsync(isPoll: true, CancellationToken.None);
        var second = connection.Budget.AcquireAsync(isPoll: false, CancellationToken.None).AsTask();
        while (!second.IsCompleted)
        {
            time.AdvanceToNextTimer();
        }

        await second;
        Assert.Equal([("question", 0.0), ("other", 10.0)], recorder.Of(ComputeMeters.BudgetWait).Select(static measured => ((string)measured.Tags[TelemetryTags.RequestKind]!, measured.Value)));
    }

    [Fact]
    public async Task What_is_pending_and_how_results_come_can_be_observed()
    {
        using var recorder = new TelemetryRecorder(spans: false);
        var accepted = new TaskCompletionSource();
        var service = new FakeComputeService { OnTask = static _ => (TaskState.Pending, null) };
        await using (var runtime = new ComputeRuntime(service, TestCalls.Options(shutdown: TimeSpan.Zero)))
        {
            var before = Observe();
            var target = TestCalls.Target(runtime);
            await runtime.Call(target, TestCalls.Pinned()).Submitted;
            await Eventually.TrueAsync(() => runtime.Unsent.Count == 0);
            service.OnSubmit = (_, _) => accepted.Task;
            var unsent = runtime.Call(target, TestCalls.Pinned());
            var after = Observe();

            Assert.Equal(1, after.Submitted - before.Submitted);
            Assert.Equal(1, after.Unsent - before.Unsent);
            Assert.Equal(1, after.Polling - before.Polling);
            accepted.SetResult();
            await unsent.Submitted;
        }

        var last = Observe();
        Assert.Equal(0, last.Polling);

        (double Submitted, double Unsent, double Polling) Observe()
        {
            recorder.Measurements.Clear();
            recorder.Observe();
            return (
                Last(ComputeMeters.Pending, TelemetryTags.Stage, "submitted"),
                Last(ComputeMeters.Pending, TelemetryTags.Stage, "unsent"),
                Last(ComputeMeters.Clients, TelemetryTags.DeliveryMode, "polling"));
        }

        double Last(System.Diagnostics.Metrics.Instrument instrument, string tag, string value) =>
            recorder.Of(instrument).Where(measured => measured.Tags[tag] is string text && text == value).Sum(static measured => measured.Value);
    }

    [Fact]
    public async Task Attempts_to_open_the_stream_again_are_counted()
    {
        using var recorder = new TelemetryRecorder(spans: false);
        var time = new ManualTimeProvider();
        var service = new FakeComputeService { OnTask = static _ => (TaskState.Pending, null) };
        await using var runtime = new ComputeRuntime(service, new ComputeClientOptions(TestCalls.Options(time, shutdown: TimeSpan.Zero)) { Delivery = ComputeDelivery.Stream });

        await runtime.Call(TestCalls.Target(runtime), TestCalls.Pinned()).Submitted;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (recorder.Of(ComputeMeters.Reconnects).Count() < 3)
        {
            limit.Token.ThrowIfCancellationRequested();
            await time.WhenTimerWithinAsync(TimeSpan.FromMinutes(2));
            time.AdvanceToNextTimer();
        }
    }

    [Fact]
    public async Task Nothing_is_allocated_for_a_call_while_nobody_listens()
    {
        await using var runtime = new ComputeRuntime(new FakeComputeService(), TestCalls.Options(shutdown: TimeSpan.Zero));
        var call = new VoidCall(TestCalls.Target(runtime), TestCalls.Pinned(), TestCalls.Arguments());
        var acceptance = new Acceptance(Guid.NewGuid(), new SubmissionReceipt(null, null, default, 0));
        var batch = new SubmissionBatch(call.Target);

        // What the run time does for itself in one round, it does not do in all.
        Assert.Equal(0, Enumerable.Range(0, 10).Min(_ => Allocated()));

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Run(1000);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void Run(int times)
        {
            for (var i = 0; i < times; i++)
            {
                Assert.True(CallTelemetry.Begin(call) is null);
                CallTelemetry.Completed(call, null, acceptance, new CallOutcome { ResultBytes = 100 }, isCancelled: false);
                ComputeMeters.BatchSent(batch.Count, batch.TaskBytes, NullLogger.Instance);
                ComputeMeters.BudgetWaited(isQuestion: true, TimeSpan.Zero, NullLogger.Instance);
                ComputeMeters.Reconnecting(NullLogger.Instance);
            }
        }
    }
}
