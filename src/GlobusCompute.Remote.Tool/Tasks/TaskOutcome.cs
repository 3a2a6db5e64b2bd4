using System.Text.Json;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Shared.Display;
using GlobusCompute.Remote.Tool.Sessions;

namespace GlobusCompute.Remote.Tool.Tasks;

/// <summary>A task as the command line shows it.</summary>
internal sealed record TaskOutcome
{
    public Guid? TaskId { get; init; }

    public Guid? TaskGroupId { get; init; }

    public Guid? EndpointId { get; init; }

    /// <summary>Gets one of the words of <see cref="StateText"/>.</summary>
    public required string State { get; init; }

    /// <summary>Gets the service's own word; null where it was not asked.</summary>
    public string? Status { get; init; }

    public TimeSpan? QueueTime { get; init; }

    public TimeSpan? RunTime { get; init; }

    public WorkerEnvironment? Worker { get; init; }

    /// <summary>Gets the result; null unless the task succeeded.</summary>
    public PythonValue? Result { get; init; }

    /// <summary>Gets why it failed; null unless it did.</summary>
    public Exception? Error { get; init; }

    public bool HasEnded => State is StateText.Succeeded or StateText.Failed;

    /// <summary>Reads what a future has completed with.</summary>
    public static async Task<TaskOutcome> OfAsync(ComputeFuture<PythonValue> future)
    {
        PythonValue? result = null;
        Exception? error = null;
        try
        {
            result = await future.ConfigureAwait(false);
        }
        catch (Exception e) when (e is TaskExecutionFailedException or ResultDeserializationException)
        {
            error = e;
        }

        var report = future.Report;
        var handle = future.Handle;
        return new TaskOutcome
        {
            TaskId = future.TaskId,
            TaskGroupId = report?.TaskGroupId ?? handle.TaskGroupId,
            EndpointId = handle.EndpointId == Guid.Empty ? null : handle.EndpointId,
            State = error is null ? StateText.Succeeded : StateText.Failed,
            QueueTime = report?.QueueTime,
            RunTime = report?.RunTime,
            Worker = report?.Worker,
            Result = error is null ? result ?? PythonValue.None : null,
            Error = error,
        };
    }

    /// <summary>Reads the service's answer about a task.</summary>
    public static TaskOutcome Of(ComputeTaskInfo info)
    {
        PythonValue? result = null;
        Exception? error = info.Exception;
        if (info.State == ComputeTaskState.Succeeded)
        {
            try
            {
                result = info.GetResult<PythonValue>() ?? PythonValue.None;
            }
            catch (ResultDeserializationException e)
            {
                error = e;
            }
        }

        return new TaskOutcome
        {
            TaskId = info.TaskId,
            EndpointId = info.EndpointId,
            State = info.State switch
            {
                ComputeTaskState.Pending => StateText.OfService(info.Status),
                _ => error is null ? StateText.Succeeded : StateText.Failed,
            },
            Status = info.Status,
            QueueTime = info.QueueTime,
            RunTime = info.EndedAt - info.StartedAt,
            Worker = info.Worker,
            Result = result,
            Error = error,
        };
    }

    /// <summary>Writes the members of the schema's <c>task</c>.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        JsonMember.Id(json, "task_id", TaskId);
        JsonMember.Id(json, "task_group_id", TaskGroupId);
        JsonMember.Id(json, "endpoint_id", EndpointId);
        json.WriteString("state", State);
        json.WriteString("status", Status);
        JsonMember.Seconds(json, "queue_seconds", QueueTime);
        JsonMember.Seconds(json, "run_seconds", RunTime);
        WriteWorker(json);
        json.WritePropertyName("result");
        if (Result is null)
        {
            json.WriteNullValue();
        }
        else
        {
            ResultJson.Write(json, Result);
        }

        WriteError(json);
    }

    /// <summary>Says in a line how it ended, for people.</summary>
    public string Summarize()
    {
        var times = new List<string>(2);
        if (QueueTime is { } queue)
        {
            times.Add($"queue {DurationText.Of(queue)}");
        }

        if (RunTime is { } run)
        {
            times.Add($"run {DurationText.Of(run)}");
        }

        return $"{State}{(times.Count > 0 ? $" ({string.Join(", ", times)})" : "")}, task {TaskId?.ToString() ?? "not known"}"
            + (Worker?.PythonVersion is { } python ? $", Python {python}" : "");
    }

    /// <summary>Says why it failed: the traceback and what may help.</summary>
    public string DescribeError() => Error switch
    {
        TaskExecutionFailedException failed => failed.Traceback.TrimEnd()
            + (failed.Traceback.Contains("File \"<string>\", line", StringComparison.Ordinal) ? "\n<string> is the source of the function." : "")
            + (failed.Hint is { } hint ? $"\nHint: {hint}" : ""),
        { } error => error.Message,
        null => "",
    };

    private void WriteWorker(Utf8JsonWriter json)
    {
        if (Worker is null)
        {
            json.WriteNull("worker");
            return;
        }

        json.WriteStartObject("worker");
        json.WriteString("python", Worker.PythonVersion);
        json.WriteString("sdk", Worker.SdkVersion);
        json.WriteString("dill", Worker.DillVersion);
        json.WriteString("os", Worker.OperatingSystem);
        json.WriteEndObject();
    }

    private void WriteError(Utf8JsonWriter json)
    {
        if (Error is null)
        {
            json.WriteNull("error");
            return;
        }

        var failed = Error as TaskExecutionFailedException;
        json.WriteStartObject("error");
        json.WriteString("type", failed?.RemoteType);
        json.WriteString("message", failed?.RemoteMessage is { Length: > 0 } message ? message : Error.Message);
        json.WriteString("traceback", failed?.Traceback);
        json.WriteString("code", failed?.Code);
        json.WriteString("hint", failed?.Hint);
        json.WriteEndObject();
    }
}
