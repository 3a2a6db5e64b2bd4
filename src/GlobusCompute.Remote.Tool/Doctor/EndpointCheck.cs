using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Shared.Display;
using GlobusCompute.Remote.Tool.Sessions;

namespace GlobusCompute.Remote.Tool.Doctor;

/// <summary>Gets the status of the endpoint, and runs a task there.</summary>
internal sealed class EndpointCheck(CommandContext context, AccountCheck account, Guid? endpointId)
{
    public const string ProbeName = "task";
    private const string Name = "endpoint";

    // Returns what it was given, so that both ways are tried.
    private const string Probe = "def gcompute_probe(value):\n    return value\n";

    private bool _isOnline;

    public async Task<Finding> FindAsync()
    {
        if (account.Token is null || endpointId is not { } id)
        {
            return Finding.Skip(Name, endpointId is null
                ? "none is named: --endpoint UUID, or 'gcompute profile set endpoint UUID'"
                : "the service did not accept an access token");
        }

        try
        {
            var client = context.CreateClient();
            await using (client.ConfigureAwait(false))
            {
                var status = await client.GetEndpointStatusAsync(id, context.Stop).ConfigureAwait(false);
                _isOnline = status.IsOnline;
                var workers = status.TotalWorkers is { } total ? $", {total} workers{(status.IdleWorkers is { } idle ? $", {idle} idle" : "")}" : "";
                return status.IsOnline
                    ? Finding.Good(Name, $"{id} is online{workers}")
                    : Finding.Bad(
                        Name,
                        $"{id} is {(status.Status.Length == 0 ? "not online" : status.Status)}",
                        "start it on its machine with 'globus-compute-endpoint start NAME'. Tasks wait for it meanwhile.");
            }
        }
        catch (Exception e) when (e is ComputeException or BadOptionException)
        {
            return Finding.Bad(Name, e.Message.TrimEnd('.'), "check the id of the endpoint: 'gcompute endpoint list --all' shows those that you may use");
        }
    }

    public async Task<Finding> ProbeAsync(TimeSpan limit)
    {
        if (!_isOnline)
        {
            return Finding.Skip(ProbeName, "no endpoint is online to run one");
        }

        try
        {
            var client = context.CreateClient();
            await using (client.ConfigureAwait(false))
            {
                var executor = client.CreateExecutor(endpointId!.Value);
                var start = TimeProvider.System.GetTimestamp();
                var future = executor.Submit<int>(
                    PythonFunction.FromSource(Probe), CallArguments.Of(42), new ComputeCallOptions { Timeout = limit }, context.Stop);
                var value = await future.ConfigureAwait(false);
                return value == 42
                    ? Finding.Good(ProbeName, Describe(future.Report, TimeProvider.System.GetElapsedTime(start), client.DeliveryState))
                    : Finding.Bad(ProbeName, $"the probe returned {value}, not 42", "the endpoint has a problem");
            }
        }
        catch (ComputeTimeoutException e)
        {
            return Finding.Bad(
                ProbeName,
                $"task {e.Handle.TaskId} had no result within {DurationText.Of(limit)}",
                $"the endpoint's workers may wait for a batch job to start: 'gcompute task wait {e.Handle.TaskId}' waits on");
        }
        catch (TaskExecutionFailedException e)
        {
            return Finding.Bad(ProbeName, e.Message.TrimEnd('.'), e.Hint ?? "look at the log of the endpoint");
        }
        catch (Exception e) when (e is ComputeException or BadOptionException)
        {
            return Finding.Bad(ProbeName, e.Message.TrimEnd('.'), "check that you may run functions on the endpoint");
        }
    }

    private static string Describe(ComputeTaskReport? report, TimeSpan elapsed, ComputeDeliveryState delivery)
    {
        var parts = new List<string> { $"answered in {DurationText.Of(elapsed)}" };
        if (report?.QueueTime is { } queue)
        {
            parts.Add($"queue {DurationText.Of(queue)}");
        }

        if (report?.RunTime is { } run)
        {
            parts.Add($"run {DurationText.Of(run)}");
        }

        if (report?.Worker is { } worker)
        {
            parts.Add($"worker: Python {worker.PythonVersion ?? "?"}, dill {worker.DillVersion ?? "?"}, SDK {worker.SdkVersion ?? "?"}");
        }

        parts.Add(delivery == ComputeDeliveryState.Streaming ? "by the stream" : "by polling");
        return string.Join(", ", parts);
    }
}
