using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using GlobusCompute.Remote.Models;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Diagnostics;

/// <summary>All instruments. One that nobody listens to costs a look at a flag.</summary>
internal static class ComputeMeters
{
    private static readonly Meter s_meter = new(ComputeTelemetry.MeterName, typeof(ComputeMeters).Assembly.GetName().Version?.ToString(3));
    private static readonly ConditionalWeakTable<IClientGauges, object> s_clients = [];

    public static readonly Counter<long> Calls = s_meter.CreateCounter<long>(
        "globus_compute.client.calls", "{call}", "Number of completed calls, by outcome.");

    public static readonly Histogram<double> CallDuration = s_meter.CreateHistogram<double>(
        "globus_compute.client.call.duration", "s", "Time from the call to the completion of its future.");

    public static readonly Histogram<double> QueueDuration = s_meter.CreateHistogram<double>(
        "globus_compute.client.queue.duration", "s", "Time from the acceptance by the service to the start on the worker, by the clocks of both.");

    public static readonly Histogram<double> RunDuration = s_meter.CreateHistogram<double>(
        "globus_compute.client.run.duration", "s", "Run time of functions on their workers.");

    public static readonly ObservableUpDownCounter<long> Pending = s_meter.CreateObservableUpDownCounter(
        "globus_compute.client.calls.pending", ObservePending, "{call}", "Number of calls whose futures have not completed.");

    public static readonly Histogram<long> BatchTasks = s_meter.CreateHistogram<long>(
        "globus_compute.client.batch.tasks", "{task}", "Number of tasks in a submit request.");

    public static readonly Histogram<long> BatchSize = s_meter.CreateHistogram<long>(
        "globus_compute.client.batch.size", "By", "Size of the tasks in a submit request.");

    public static readonly Histogram<double> BudgetWait = s_meter.CreateHistogram<double>(
        "globus_compute.client.budget.wait", "s", "Time that requests waited for the request budget.");

    public static readonly Counter<long> Io = s_meter.CreateCounter<long>(
        "globus_compute.client.io", "By", "Size of the arguments sent and of the results received.");

    public static readonly ObservableUpDownCounter<int> Clients = s_meter.CreateObservableUpDownCounter(
        "globus_compute.client.delivery", ObserveDelivery, "{client}", "Number of clients, by delivery mode.");

    public static readonly Counter<long> Reconnects = s_meter.CreateCounter<long>(
        "globus_compute.client.stream.reconnects", "{attempt}", "Number of attempts to reopen the result stream after a connection was lost.");

    /// <summary>Observes a client from now on.</summary>
    public static void Watch(IClientGauges client) => s_clients.Add(client, client);

    /// <summary>Observes a client no more.</summary>
    public static void Forget(IClientGauges client) => s_clients.Remove(client);

    /// <summary>A batch goes out.</summary>
    public static void BatchSent(int tasks, long bytes, ILogger logger)
    {
        if (BatchTasks.Enabled || BatchSize.Enabled || Io.Enabled)
        {
            Safely(logger, (tasks, bytes), static x =>
            {
                BatchTasks.Record(x.tasks);
                BatchSize.Record(x.bytes);
                Io.Add(x.bytes, new KeyValuePair<string, object?>(TelemetryTags.Direction, "transmit"));
            });
        }
    }

    /// <summary>A request has got its place in the budget.</summary>
    public static void BudgetWaited(bool isQuestion, TimeSpan time, ILogger logger)
    {
        if (BudgetWait.Enabled)
        {
            Safely(logger, (isQuestion, time), static x => BudgetWait.Record(
                x.time.TotalSeconds, new KeyValuePair<string, object?>(TelemetryTags.RequestKind, x.isQuestion ? "question" : "other")));
        }
    }

    /// <summary>The stream is tried again.</summary>
    public static void Reconnecting(ILogger logger)
    {
        if (Reconnects.Enabled)
        {
            Safely(logger, 1, static attempts => Reconnects.Add(attempts));
        }
    }

    /// <summary>Notifies listeners. An exception of one of them must not affect the observed call.</summary>
    public static void Safely<T>(ILogger logger, T state, Action<T> tell)
    {
        try
        {
            tell(state);
        }
        catch (Exception e)
        {
            Log.ListenerFailed(logger, e);
        }
    }

    private static IEnumerable<Measurement<long>> ObservePending()
    {
        long unsent = 0;
        long awaited = 0;
        foreach (var (client, _) in s_clients)
        {
            unsent += client.UnsentCalls;
            awaited += client.AwaitedCalls;
        }

        return
        [
            new(unsent, new KeyValuePair<string, object?>(TelemetryTags.Stage, "unsent")),
            new(awaited, new KeyValuePair<string, object?>(TelemetryTags.Stage, "submitted")),
        ];
    }

    private static List<Measurement<int>> ObserveDelivery()
    {
        var counts = new SortedDictionary<ComputeDeliveryState, int>();
        foreach (var (client, _) in s_clients)
        {
            counts[client.DeliveryState] = counts.GetValueOrDefault(client.DeliveryState) + 1;
        }

        var measurements = new List<Measurement<int>>(counts.Count);
        foreach (var (state, count) in counts)
        {
            measurements.Add(new(count, new KeyValuePair<string, object?>(TelemetryTags.DeliveryMode, Name(state))));
        }

        return measurements;
    }

    private static string Name(ComputeDeliveryState state) => state switch
    {
        ComputeDeliveryState.Idle => "idle",
        ComputeDeliveryState.Streaming => "streaming",
        ComputeDeliveryState.Polling => "polling",
        _ => "sign_in_required",
    };
}
