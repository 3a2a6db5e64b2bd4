using System.Text.Json;
using GlobusCompute.Remote.LocalService.Tasks;

namespace GlobusCompute.Remote.LocalService.Dashboard.Data;

/// <summary>One task in a list.</summary>
internal static class TaskRow
{
    private const int MaxNameLength = 200;
    private const int MaxFailureLength = 300;

    public static void Write(Utf8JsonWriter writer, LocalTask task, TaskClock clock)
    {
        var (_, queue, run) = clock.Of(task);
        writer.WriteStartObject();
        writer.WriteString("id"u8, task.Id);
        writer.WriteString("function"u8, DisplayText.Clip(task.FunctionName, MaxNameLength));
        writer.WriteString("state"u8, TaskFilter.StateOf(task));
        writer.WriteString("submitted"u8, DisplayText.TimeOf(task.CreatedAt));
        writer.WriteString("queue"u8, DisplayText.Of(queue));
        writer.WriteString("run"u8, DisplayText.Of(run));
        writer.WriteString("worker"u8, task.Worker == 0 ? null : DisplayText.Of(task.Worker));
        writer.WriteString("user"u8, DisplayText.Clip(task.Batch.User, MaxNameLength));
        writer.WriteString("arguments"u8, PayloadText.PreviewArguments(task.Input.Arguments));
        writer.WriteString("result"u8, task.Result is { IsError: false } result ? PayloadText.PreviewResult(result.Data) : null);
        writer.WriteString("failure"u8, task.Failure is { } failure ? DisplayText.Clip(failure, MaxFailureLength) : null);
        writer.WriteEndObject();
    }
}
