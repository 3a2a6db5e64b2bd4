using System.Text.Json;
using GlobusCompute.Remote.LocalService.Tasks;
using GlobusCompute.Remote.Shared.Display;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.LocalService.Dashboard.Data;

/// <summary>All about one task.</summary>
internal sealed class TaskData(DashboardSources sources)
{
    private const int MaxTextLength = 200;

    /// <exception cref="DashboardException">The task is not known.</exception>
    public void Write(Utf8JsonWriter writer, Guid id)
    {
        if (!sources.Tasks.TryGet(id, out var task))
        {
            throw new DashboardException(StatusCodes.Status404NotFound, $"The service does not keep a task {id}. Finished tasks are forgotten after a time.");
        }

        var (startedAt, queue, run) = new TaskClock(sources).Of(task);
        var result = task.Result;
        writer.WriteStartObject("task"u8);
        writer.WriteString("id"u8, task.Id);
        writer.WriteString("function"u8, DisplayText.Clip(task.FunctionName, MaxTextLength));
        writer.WriteString("functionId"u8, task.FunctionId);
        writer.WriteString("state"u8, TaskFilter.StateOf(task));
        writer.WriteString("user"u8, DisplayText.Clip(task.Batch.User, MaxTextLength));
        writer.WriteString("request"u8, task.Batch.RequestId);
        writer.WriteString("group"u8, task.GroupId);
        writer.WriteString("submitted"u8, DisplayText.MomentOf(task.CreatedAt));
        writer.WriteString("started"u8, DisplayText.MomentOf(startedAt));
        writer.WriteString("finished"u8, result is null ? null : DisplayText.MomentOf(task.CompletedAt));
        writer.WriteString("queue"u8, DisplayText.Of(queue));
        writer.WriteString("run"u8, DisplayText.Of(run));
        writer.WriteNumber("queueShare"u8, ShareOf(queue, run));
        writer.WriteString("worker"u8, task.Worker == 0 ? null : DisplayText.Of(task.Worker));
        writer.WriteString("argumentsSize"u8, SizeText.Of(task.Input.Length));
        writer.WriteString("arguments"u8, task.Input.Arguments is { } arguments ? PayloadText.OfArguments(arguments) : null);
        writer.WriteString("failure"u8, task.Failure is { } failure ? DisplayText.Clip(failure, MaxTextLength * 5) : null);
        writer.WriteString("resultSize"u8, result is null ? null : SizeText.Of(result.Data.Length));
        writer.WriteString("result"u8, result is { IsError: false } ? PayloadText.OfResult(result.Data) : null);
        writer.WriteString("traceback"u8, result is { IsError: true } ? TracebackText.Of(task, sources) : null);
        OutputData.Write(writer, sources.Pool.Output.Read(task.Id, after: 0));
        writer.WriteEndObject();
    }


    // In percent of the whole, for the picture.
    private static int ShareOf(TimeSpan? queue, TimeSpan? run)
    {
        var (waited, ran) = (Math.Max(0, queue?.Ticks ?? 0), Math.Max(0, run?.Ticks ?? 0));
        return waited + ran == 0 ? 0 : (int)(100.0 * waited / (waited + ran));
    }
}
