using System.Text.Json;
using GlobusCompute.Remote.LocalService.Workers;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.LocalService.Dashboard.Data;

/// <summary>What tasks have printed.</summary>
internal sealed class OutputData(DashboardSources sources)
{
    private const int MostLines = 500;

    /// <summary>Writes the last lines of all workers.</summary>
    /// <exception cref="DashboardException">A parameter cannot be used.</exception>
    public void WriteAll(Utf8JsonWriter writer, IQueryCollection query)
    {
        var after = QueryText.Number(query, "after", 0, long.MaxValue);
        var text = query["q"].ToString();
        var (lines, dropped) = sources.Pool.Output.Read(null, after);
        Write(writer, (text.Length == 0 ? lines : [.. lines.Where(line => line.Text.Contains(text, StringComparison.OrdinalIgnoreCase))], dropped));
    }

    /// <summary>Writes lines, the earliest first, and whether there were more.</summary>
    public static void Write(Utf8JsonWriter writer, (IReadOnlyList<OutputLine> Lines, long Dropped) output)
    {
        var left = Math.Max(0, output.Lines.Count - MostLines);
        writer.WriteStartArray("output"u8);
        foreach (var line in output.Lines.Skip(left))
        {
            writer.WriteStartObject();
            writer.WriteNumber("number"u8, line.Number);
            writer.WriteString("at"u8, DisplayText.TimeOf(line.At));
            writer.WriteString("worker"u8, DisplayText.Of(line.Worker));
            writer.WriteString("task"u8, line.TaskId?.ToString());
            writer.WriteString("text"u8, DisplayText.Clip(line.Text, int.MaxValue));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteBoolean("hasEarlier"u8, left > 0 || output.Dropped > 0);
    }
}
