using System.Globalization;
using System.Text.Json;

namespace GlobusCompute.Remote.LocalService.Dashboard.Data;

/// <summary>The workers, what each does, and those that were lost.</summary>
internal sealed class WorkerData(DashboardSources sources)
{
    private const int MaxNameLength = 200;
    private const int MaxReasonLength = 2000;

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("most"u8, DisplayText.Of(sources.Pool.MaxWorkers));
        writer.WriteStartArray("workers"u8);
        foreach (var worker in sources.Pool.Workers.OrderBy(static worker => worker.Number))
        {
            writer.WriteStartObject();
            writer.WriteString("number"u8, DisplayText.Of(worker.Number));
            writer.WriteString("process"u8, worker.ProcessId.ToString(CultureInfo.InvariantCulture));
            writer.WriteString("state"u8, !worker.IsReady ? "starting" : worker.Running is null ? "idle" : "running");
            writer.WriteString("python"u8, worker.PythonVersion);
            writer.WriteString("task"u8, worker.Running?.Id.ToString());
            writer.WriteString("function"u8, worker.Running is { } task ? DisplayText.Clip(task.FunctionName, MaxNameLength) : null);
            writer.WriteString("run"u8, DisplayText.Of(worker.RunningFor));
            writer.WriteString("ahead"u8, DisplayText.Of(worker.Ahead));
            writer.WriteString("finished"u8, DisplayText.Of(worker.Finished));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("lost"u8);
        foreach (var lost in sources.Pool.Lost.Reverse())
        {
            writer.WriteStartObject();
            writer.WriteString("number"u8, DisplayText.Of(lost.Number));
            writer.WriteString("process"u8, lost.ProcessId.ToString(CultureInfo.InvariantCulture));
            writer.WriteString("at"u8, DisplayText.TimeOf(lost.At));
            writer.WriteString("how"u8, DisplayText.ClipStart(lost.How, MaxReasonLength));
            writer.WriteString("task"u8, lost.TaskId?.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
