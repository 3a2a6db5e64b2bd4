using System.Diagnostics;
using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Futures;

/// <summary>
/// The spans and the time of one call, made only when somebody listens as the call is made. <c>submit</c> lives from the call to its acceptance, below the
/// caller's own span; <c>queue</c>, <c>run</c> and <c>deliver</c> are made below it when the future ends, from what is known by then.
/// </summary>
internal sealed class CallTelemetry
{
    private const string System = "globus_compute";

    private static readonly ActivitySource s_source = new(ComputeTelemetry.SourceName, typeof(CallTelemetry).Assembly.GetName().Version?.ToString(3));

    private readonly Activity? _submit;
    private readonly long _start;
    private int _submitEnded;

    private CallTelemetry(Activity? submit, long start)
    {
        _submit = submit;
        _start = start;
    }

    /// <summary>Begins a call, on the caller's thread.</summary>
    /// <returns>Null when nobody listens.</returns>
    public static CallTelemetry? Begin(RemoteCall call) =>
        s_source.HasListeners() || ComputeMeters.CallDuration.Enabled ? BeginHeard(call) : null;

    /// <summary>The service has accepted the call.</summary>
    public void Accepted(RemoteCall call, Acceptance acceptance) =>
        Safely(call, (Telemetry: this, call, acceptance), static x => x.Telemetry.EndSubmit(x.call, x.acceptance, error: null, isCancelled: false));

    /// <summary>The call ends. Its future has not ended yet, so that whoever awaits it finds its spans and measurements.</summary>
    /// <param name="call">The call.</param>
    /// <param name="telemetry">What was begun for it, or null.</param>
    /// <param name="acceptance">As which task it was accepted, or null.</param>
    /// <param name="outcome">What it completes with.</param>
    /// <param name="isCancelled">Whether it is canceled.</param>
    public static void Completed(RemoteCall call, CallTelemetry? telemetry, Acceptance? acceptance, in CallOutcome outcome, bool isCancelled)
    {
        if (telemetry is null
            && !ComputeMeters.Calls.Enabled && !ComputeMeters.Io.Enabled && !ComputeMeters.QueueDuration.Enabled && !ComputeMeters.RunDuration.Enabled)
        {
            return;
        }

        Safely(call, (call, telemetry, acceptance, outcome, isCancelled), static x =>
        {
            x.telemetry?.EndSpans(x.call, x.acceptance, x.outcome, x.isCancelled);
            Measure(x.call, x.telemetry, x.acceptance, x.outcome, x.isCancelled);
        });
    }

    private static CallTelemetry? BeginHeard(RemoteCall call)
    {
        var current = Activity.Current;
        CallTelemetry? telemetry = null;
        try
        {
            var time = call.Target.Context.TimeProvider;
            var submit = s_source.HasListeners()
                ? s_source.StartActivity($"submit {call.Handle.FunctionName}", ActivityKind.Producer, default(ActivityContext), startTime: time.GetUtcNow())
                : null;
            telemetry = submit is not null || ComputeMeters.CallDuration.Enabled ? new CallTelemetry(submit, time.GetTimestamp()) : null;
            if (submit is { IsAllDataRequested: true })
            {
                submit.SetTag(TelemetryTags.FunctionName, call.Handle.FunctionName);
                submit.SetTag(TelemetryTags.EndpointId, call.Target.EndpointId.ToString("D"));
                submit.SetTag(TelemetryTags.ArgumentsSize, call.ArgumentBytes);
                submit.SetTag(TelemetryTags.RpcSystem, System);
                submit.SetTag(TelemetryTags.RpcMethod, RpcMethod(call.Handle.FunctionName));
                submit.SetTag(TelemetryTags.ServerAddress, call.Target.Context.Service.Host);
                submit.SetTag(TelemetryTags.ServerPort, call.Target.Context.Service.Port);
                SetMessaging(submit, call, "submit", "send");
            }
        }
        catch (Exception e)
        {
            Log.ListenerFailed(call.Target.Context.Logger, e);
        }

        // A listener's span must not become the parent of what the caller does next.
        Activity.Current = current;
        return telemetry;
    }

    private void EndSubmit(RemoteCall call, Acceptance? acceptance, Exception? error, bool isCancelled)
    {
        if (_submit is null || Interlocked.Exchange(ref _submitEnded, 1) != 0)
        {
            return;
        }

        if (_submit.IsAllDataRequested)
        {
            Describe(_submit, call, acceptance);
            _submit.SetTag(TelemetryTags.MessageId, acceptance?.TaskId.ToString("D"));
            Judge(_submit, error, isCancelled);
        }

        Stop(_submit, acceptance?.Receipt.AcceptedAt ?? call.Target.Context.TimeProvider.GetUtcNow());
    }

    private void EndSpans(RemoteCall call, Acceptance? acceptance, in CallOutcome outcome, bool isCancelled)
    {
        var (error, facts) = (outcome.Error, outcome.Facts);
        EndSubmit(call, acceptance, error, isCancelled);
        if (_submit is null || acceptance is not { } known || known.Receipt.AcceptedAt is not { } accepted)
        {
            return;
        }

        var now = call.Target.Context.TimeProvider.GetUtcNow();
        var started = ExecutionFacts.Time(facts.StartedAt);
        var ended = ExecutionFacts.Time(facts.EndedAt);
        if (started is { } start)
        {
            // The worker's clock is another machine's.
            Span("queue", ActivityKind.Internal, call, known, accepted, start > accepted ? start : accepted);
            if (ended is { } end && end >= start)
            {
                Span("run", ActivityKind.Internal, call, known, start, end, error as TaskExecutionFailedException, false, facts.Worker);
            }
        }

        var begin = ended is { } last && last < now ? last : now;
        Span("deliver", ActivityKind.Consumer, call, known, begin, now, error, isCancelled, facts.Worker, outcome.ResultBytes);
    }

    private void Span(
        string name,
        ActivityKind kind,
        RemoteCall call,
        Acceptance acceptance,
        DateTimeOffset start,
        DateTimeOffset end,
        Exception? error = null,
        bool isCancelled = false,
        WorkerEnvironment? worker = null,
        int? resultBytes = null)
    {
        var current = Activity.Current;
        var span = s_source.StartActivity($"{name} {call.Handle.FunctionName}", kind, _submit!.Context, startTime: start);
        if (span is null)
        {
            return;
        }

        if (span.IsAllDataRequested)
        {
            span.SetTag(TelemetryTags.FunctionName, call.Handle.FunctionName);
            span.SetTag(TelemetryTags.EndpointId, call.Target.EndpointId.ToString("D"));
            Describe(span, call, acceptance);
            span.SetTag(TelemetryTags.WorkerPython, worker?.PythonVersion);
            span.SetTag(TelemetryTags.WorkerSdk, worker?.SdkVersion);
            if (resultBytes is { } bytes)
            {
                span.SetTag(TelemetryTags.ResultSize, bytes);
                span.SetTag(TelemetryTags.Attempts, call.Attempts);
                span.SetTag(TelemetryTags.DeliveryMode, call.Target.Context.Lifecycle.IsStreaming ? "streaming" : "polling");
                span.SetTag(TelemetryTags.Outcome, OutcomeWords.Of(error, isCancelled));
                SetMessaging(span, call, "deliver", "process");
                span.SetTag(TelemetryTags.MessageId, acceptance.TaskId.ToString("D"));
            }

            Judge(span, error, isCancelled);
        }

        Stop(span, end);
        Activity.Current = current;
    }

    // Service and method, as the conventions separate them.
    private static string RpcMethod(string name) => name.LastIndexOf('.') is > 0 and var dot ? $"{name[..dot]}/{name[(dot + 1)..]}" : name;

    // A task is a message for its endpoint, and its result one for the client.
    private static void SetMessaging(Activity span, RemoteCall call, string operation, string type)
    {
        span.SetTag(TelemetryTags.MessagingSystem, System);
        span.SetTag(TelemetryTags.MessagingOperation, operation);
        span.SetTag(TelemetryTags.MessagingOperationType, type);
        span.SetTag(TelemetryTags.MessagingDestination, call.Target.EndpointId.ToString("D"));
    }

    private static void Describe(Activity span, RemoteCall call, Acceptance? acceptance)
    {
        span.SetTag(TelemetryTags.FunctionId, call.Handle.FunctionId?.ToString("D"));
        span.SetTag(TelemetryTags.TaskId, acceptance?.TaskId.ToString("D"));
        span.SetTag(TelemetryTags.TaskGroupId, acceptance?.Receipt.TaskGroupId?.ToString("D"));
        span.SetTag(TelemetryTags.RequestId, acceptance?.Receipt.RequestId?.ToString("D"));
    }

    // Types only: messages hold what the function said, which may be data.
    private static void Judge(Activity span, Exception? error, bool isCancelled)
    {
        if (isCancelled)
        {
            span.SetStatus(ActivityStatusCode.Error, OutcomeWords.Cancelled);
            span.SetTag(TelemetryTags.ErrorType, OutcomeWords.Cancelled);
        }
        else if (error is not null)
        {
            span.SetStatus(ActivityStatusCode.Error, error.GetType().Name);
            span.SetTag(TelemetryTags.ErrorType, error.GetType().FullName);
            span.SetTag(TelemetryTags.RemoteErrorType, (error as TaskExecutionFailedException)?.RemoteType);
        }
    }

    // Ending a span makes the one before it current, on whatever thread this is.
    private static void Stop(Activity span, DateTimeOffset end)
    {
        var current = Activity.Current;
        if (end.UtcDateTime > span.StartTimeUtc)
        {
            span.SetEndTime(end.UtcDateTime);
        }
        else
        {
            span.SetEndTime(span.StartTimeUtc);
        }

        span.Stop();
        Activity.Current = current;
    }

    private static void Measure(RemoteCall call, CallTelemetry? telemetry, Acceptance? acceptance, in CallOutcome outcome, bool isCancelled)
    {
        var facts = outcome.Facts;
        var function = new KeyValuePair<string, object?>(TelemetryTags.FunctionName, call.Handle.FunctionName);
        var endpoint = new KeyValuePair<string, object?>(TelemetryTags.EndpointId, call.Target.EndpointId.ToString("D"));
        var word = new KeyValuePair<string, object?>(TelemetryTags.Outcome, OutcomeWords.Of(outcome.Error, isCancelled));
        ComputeMeters.Calls.Add(1, function, endpoint, word);
        if (telemetry is not null)
        {
            ComputeMeters.CallDuration.Record(call.Target.Context.TimeProvider.GetElapsedTime(telemetry._start).TotalSeconds, function, endpoint, word);
        }

        if (outcome.ResultBytes > 0)
        {
            ComputeMeters.Io.Add(outcome.ResultBytes, new KeyValuePair<string, object?>(TelemetryTags.Direction, "receive"));
        }

        if (ExecutionFacts.Time(facts.StartedAt) is not { } started)
        {
            return;
        }

        if (acceptance is { } known && facts.QueueTime(known.Receipt.AcceptedAt) is { } queued)
        {
            ComputeMeters.QueueDuration.Record(queued.TotalSeconds, function, endpoint);
        }

        if (ExecutionFacts.Time(facts.EndedAt) is { } ended && ended >= started)
        {
            ComputeMeters.RunDuration.Record((ended - started).TotalSeconds, function, endpoint);
        }
    }

    // What a listener of the app throws must not keep a future from ending.
    private static void Safely<T>(RemoteCall call, T state, Action<T> tell) => ComputeMeters.Safely(call.Target.Context.Logger, state, tell);
}
