using System.Diagnostics;
using System.Text;
using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Submission;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GlobusCompute.Remote.Tests.Diagnostics;

[Collection(nameof(TelemetryCollection))]
public sealed class SpanTests : IAsyncDisposable
{
    private static readonly Guid s_task = Guid.NewGuid();

    private readonly ManualTimeProvider _time = new();
    private readonly ComputeRuntime _runtime;

    public SpanTests() => _runtime = new ComputeRuntime(new FakeComputeService(), TestCalls.Options(_time, shutdown: TimeSpan.Zero));

    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    [Fact]
    public void The_spans_of_a_call_hang_below_the_caller_s()
    {
        using var recorder = new TelemetryRecorder(meters: false);
        using var caller = new Activity("caller").Start();

        var call = Begin();
        Accept(call);
        Deliver(call);

        var submit = recorder.Span("submit");
        Assert.Equal(caller.SpanId, submit.ParentSpanId);
        Assert.Equal(ActivityKind.Producer, submit.Kind);
        Assert.All(recorder.Spans, span => Assert.Equal(caller.TraceId, span.TraceId));
        Assert.All(["queue", "run", "deliver"], name => Assert.Equal(submit.SpanId, recorder.Span(name).ParentSpanId));
        Assert.Equal(["submit ITest.f", "queue ITest.f", "run ITest.f", "deliver ITest.f"], recorder.Spans.Select(static span => span.DisplayName));
    }

    [Fact]
    public void Without_a_caller_s_span_a_call_begins_a_trace()
    {
        using var recorder = new TelemetryRecorder(meters: false);

        var call = Begin();
        Accept(call);
        Deliver(call);

        Assert.Null(recorder.Span("submit").Parent);
        Assert.Equal(default, recorder.Span("submit").ParentSpanId);
        Assert.Single(recorder.Spans.Select(static span => span.TraceId).Distinct());
    }

    [Fact]
    public void Neither_the_caller_nor_who_delivers_finds_another_span_current()
    {
        using var recorder = new TelemetryRecorder(meters: false);
        using var caller = new Activity("caller").Start();

        var call = Begin();
        Assert.Same(caller, Activity.Current);
        caller.Stop();
        Assert.Null(Activity.Current);
        Accept(call);
        Assert.Null(Activity.Current);
        Deliver(call);
        Assert.Null(Activity.Current);
    }

    [Fact]
    public void The_spans_lie_where_their_times_are()
    {
        using var recorder = new TelemetryRecorder(meters: false);
        var start = _time.GetUtcNow();

        var call = Begin();
        _time.Advance(TimeSpan.FromSeconds(1));
        Accept(call);
        _time.Advance(TimeSpan.FromSeconds(10));
        Deliver(call, started: start.AddSeconds(4), ended: start.AddSeconds(9));

        AssertTimes("submit", 0, 1);
        AssertTimes("queue", 1, 4);
        AssertTimes("run", 4, 9);
        AssertTimes("deliver", 9, 11);

        void AssertTimes(string name, int from, int to)
        {
            var span = recorder.Span(name);
            Assert.Equal(start.AddSeconds(from).UtcDateTime, span.StartTimeUtc);
            Assert.Equal(TimeSpan.FromSeconds(to - from), span.Duration);
        }
    }

    [Theory]
    [InlineData(-100, -50)]
    [InlineData(100, 200)]
    [InlineData(5, 2)]
    public void A_worker_s_wrong_clock_makes_no_negative_times(int started, int ended)
    {
        using var recorder = new TelemetryRecorder(meters: false);
        var start = _time.GetUtcNow();

        var call = Begin();
        Accept(call);
        Deliver(call, start.AddSeconds(started), start.AddSeconds(ended));

        Assert.All(recorder.Spans, static span => Assert.True(span.Duration >= TimeSpan.Zero));
        Assert.True(recorder.Span("deliver").StartTimeUtc <= _time.GetUtcNow().UtcDateTime);
    }

    [Fact]
    public void A_result_without_times_has_no_span_of_its_run()
    {
        using var recorder = new TelemetryRecorder(meters: false);

        var call = Begin();
        Accept(call);
        call.TryDeliver("11\n1"u8);

        Assert.Equal(["submit ITest.f", "deliver ITest.f"], recorder.Spans.Select(static span => span.DisplayName));
    }

    [Fact]
    public void Ids_and_sizes_are_attributes()
    {
        using var recorder = new TelemetryRecorder(meters: false);

        var call = Begin();
        Accept(call);
        Deliver(call);

        var deliver = recorder.Span("deliver");
        Assert.Equal(ActivityStatusCode.Unset, deliver.Status);
        Assert.Equal("ITest.f", deliver.GetTagItem(TelemetryTags.FunctionName));
        Assert.Equal(TestCalls.Endpoint.ToString("D"), deliver.GetTagItem(TelemetryTags.EndpointId));
        Assert.Equal(s_task.ToString("D"), deliver.GetTagItem(TelemetryTags.TaskId));
        Assert.Equal(5, deliver.GetTagItem(TelemetryTags.ResultSize));
        Assert.Equal("succeeded", deliver.GetTagItem(TelemetryTags.Outcome));
        Assert.Equal("polling", deliver.GetTagItem(TelemetryTags.DeliveryMode));
        Assert.Equal(
            ("globus_compute", "ITest/f", "127.0.0.1", 1, "globus_compute", "submit", "send"),
            (Tag("submit", TelemetryTags.RpcSystem), Tag("submit", TelemetryTags.RpcMethod), Tag("submit", TelemetryTags.ServerAddress),
                Tag("submit", TelemetryTags.ServerPort), Tag("submit", TelemetryTags.MessagingSystem), Tag("submit", TelemetryTags.MessagingOperation),
                Tag("submit", TelemetryTags.MessagingOperationType)));
        Assert.Equal(
            ("deliver", "process", TestCalls.Endpoint.ToString("D"), s_task.ToString("D"), s_task.ToString("D")),
            (Tag("deliver", TelemetryTags.MessagingOperation), Tag("deliver", TelemetryTags.MessagingOperationType),
                Tag("deliver", TelemetryTags.MessagingDestination), Tag("deliver", TelemetryTags.MessageId), Tag("submit", TelemetryTags.MessageId)));
        object? Tag(string span, string name) => recorder.Span(span).GetTagItem(name);
        Assert.Equal("3.11.2", recorder.Span("run").GetTagItem(TelemetryTags.WorkerPython));
        Assert.Equal(call.ArgumentBytes, recorder.Span("submit").GetTagItem(TelemetryTags.ArgumentsSize));
    }

    [Fact]
    public void A_failure_is_told_by_its_types_and_never_by_its_text()
    {
        using var recorder = new TelemetryRecorder(meters: false);

        var call = Begin();
        Accept(call);
        call.TryFailRemotely("Traceback (most recent call last):\n  File \"secret\"\nValueError: secret\n", "RemoteExecutionError", "secret", Facts());

        Assert.All(["run", "deliver"], name =>
        {
            var span = recorder.Span(name);
            Assert.Equal(ActivityStatusCode.Error, span.Status);
            Assert.Equal("TaskExecutionFailedException", span.StatusDescription);
            Assert.Equal("GlobusCompute.Remote.TaskExecutionFailedException", span.GetTagItem(TelemetryTags.ErrorType));
            Assert.Equal("ValueError", span.GetTagItem(TelemetryTags.RemoteErrorType));
        });
        Assert.Equal(ActivityStatusCode.Unset, recorder.Span("submit").Status);
        Assert.DoesNotContain("secret", string.Concat(recorder.Spans.SelectMany(static span => span.TagObjects).Select(static tag => $"{tag.Key}={tag.Value}")));
    }

    [Fact]
    public void A_call_that_is_not_accepted_has_a_failed_submit_span_alone()
    {
        using var recorder = new TelemetryRecorder(meters: false);

        var call = Begin();
        call.TryFail(new CallRefusedException(call.Handle, "secret", null));

        var span = Assert.Single(recorder.Spans);
        Assert.Equal((ActivityStatusCode.Error, "CallRefusedException"), (span.Status, span.StatusDescription));
    }

    [Fact]
    public void A_cancelled_call_says_so()
    {
        using var recorder = new TelemetryRecorder(meters: false);

        var call = Begin();
        Accept(call);
        call.TryCancel();

        Assert.Equal("cancelled", recorder.Span("deliver").GetTagItem(TelemetryTags.Outcome));
        Assert.Equal(ActivityStatusCode.Error, recorder.Span("deliver").Status);
    }

    [Theory]
    [InlineData(ActivitySamplingResult.None)]
    [InlineData(ActivitySamplingResult.PropagationData)]
    public void Calls_that_are_not_sampled_carry_nothing(ActivitySamplingResult sampling)
    {
        using var recorder = new TelemetryRecorder(meters: false, sampling: sampling);

        var call = Begin();
        Accept(call);
        Deliver(call);

        Assert.Equal(ComputeFutureStage.Completed, call.Stage);
        Assert.All(recorder.Spans, static span => Assert.Empty(span.TagObjects));
        Assert.Equal(sampling == ActivitySamplingResult.None, recorder.Spans.IsEmpty);
    }

    [Fact]
    public void A_listener_that_throws_keeps_no_future_from_ending_and_is_logged()
    {
        var log = new RecordingLoggers();
        var runtime = new ComputeRuntime(new FakeComputeService(), new ComputeClientOptions(TestCalls.Options(_time, shutdown: TimeSpan.Zero)) { LoggerFactory = log });
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == ComputeTelemetry.SourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = static _ => throw new InvalidOperationException("started"),
            ActivityStopped = static _ => throw new InvalidOperationException("stopped"),
        };
        ActivitySource.AddActivityListener(listener);

        var call = Begin(runtime);
        Accept(call);
        Deliver(call);

        Assert.Equal(ComputeFutureStage.Completed, call.Stage);
        Assert.Contains(log.Messages, static message => message.Contains("A listener", StringComparison.Ordinal));
        Assert.Null(Activity.Current);
    }

    [Fact]
    public async Task The_client_s_own_work_does_not_run_below_the_span_that_was_current_when_it_was_made()
    {
        using var maker = new Activity("maker").Start();
        var current = new TaskCompletionSource<Activity?>();
        var service = new FakeComputeService
        {
            OnSubmit = (_, _) =>
            {
                current.TrySetResult(Activity.Current);
                return Task.CompletedTask;
            },
        };
        await using var runtime = ComputeRuntime.Create(service, TestCalls.Options());
        await runtime.Call(TestCalls.Target(runtime), TestCalls.Pinned());

        Assert.Null(await current.Task);
        Assert.Same(maker, Activity.Current);
    }

    private VoidCall Begin(ComputeRuntime? runtime = null)
    {
        var call = new VoidCall(TestCalls.Target(runtime ?? _runtime), TestCalls.Pinned(), TestCalls.Arguments());
        call.Start(CancellationToken.None);
        Assert.True(call.TryQueue(call.Function.Id!.Value));
        Assert.True(call.TryBeginSending());
        return call;
    }

    private void Accept(VoidCall call)
    {
        call.SetAccepted(s_task, new SubmissionReceipt(Guid.NewGuid(), Guid.NewGuid(), _time.GetUtcNow(), _time.GetTimestamp()));
        call.TryAwaitResult();
    }

    private void Deliver(VoidCall call, DateTimeOffset? started = null, DateTimeOffset? ended = null) =>
        Assert.True(call.TryDeliver(Encoding.ASCII.GetBytes("11\n12"), Facts(started, ended)));

    private ExecutionFacts Facts(DateTimeOffset? started = null, DateTimeOffset? ended = null) => new(
        new WorkerEnvironment("3.11.2", "4.15.0", null, null), Nanoseconds(started ?? _time.GetUtcNow()), Nanoseconds(ended ?? _time.GetUtcNow()));

    private static long Nanoseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
}
