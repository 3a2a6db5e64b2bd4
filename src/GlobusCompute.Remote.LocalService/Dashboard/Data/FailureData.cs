using System.Text.Json;
using GlobusCompute.Remote.LocalService.Tasks;
using GlobusCompute.Remote.Shared.Display;

namespace GlobusCompute.Remote.LocalService.Dashboard.Data;

/// <summary>Failures, those of one function with one reason together, with the traceback of the latest.</summary>
internal sealed class FailureData(DashboardSources sources)
{
    private const int MaxGroups = 50;
    private const int MaxTracebackLength = 20_000;
    private const int MaxTextLength = 300;

    // Enough to see what goes wrong, and bounded when everything does.
    private const int MostRead = 50_000;

    public void Write(Utf8JsonWriter writer, TaskFilter filter)
    {
        var groups = new Dictionary<(Guid Function, string Failure), Group>();
        var (read, left) = (0, 0);
        foreach (var task in sources.Tasks.ReadLine().Latest())
        {
            if (task.Failure is not { } failure || !(filter with { State = StateText.Failed }).Takes(task))
            {
                continue;
            }

            if (++read > MostRead)
            {
                break;
            }

            var key = (task.FunctionId, failure);
            if (groups.TryGetValue(key, out var group))
            {
                group.Count++;
            }
            else if (groups.Count < MaxGroups)
            {
                groups.Add(key, new Group(task));
            }
            else
            {
                left++;
            }
        }

        writer.WriteStartArray("failures"u8);
        foreach (var group in groups.Values)
        {
            Write(writer, group.Latest, group.Count);
        }

        writer.WriteEndArray();
        writer.WriteString("leftOut"u8, left == 0 ? null : DisplayText.Of(left));
    }

    private void Write(Utf8JsonWriter writer, LocalTask task, int count)
    {
        var traceback = TracebackText.Of(task, sources);
        writer.WriteStartObject();
        writer.WriteString("id"u8, task.Id);
        writer.WriteString("function"u8, DisplayText.Clip(task.FunctionName, MaxTextLength));
        writer.WriteString("functionId"u8, task.FunctionId);
        writer.WriteString("failure"u8, DisplayText.Clip(task.Failure!, MaxTextLength));
        writer.WriteString("count"u8, DisplayText.Of(count));
        writer.WriteString("last"u8, DisplayText.TimeOf(task.CompletedAt));
        writer.WriteString("traceback"u8, traceback.Length <= MaxTracebackLength ? traceback : $"…{traceback[^MaxTracebackLength..]}");
        writer.WriteEndObject();
    }

    private sealed class Group(LocalTask latest)
    {
        public LocalTask Latest => latest;

        public int Count { get; set; } = 1;
    }
}
