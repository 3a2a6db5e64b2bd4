using System.Text.Json;
using GlobusCompute.Remote.LocalService.Tasks;

namespace GlobusCompute.Remote.LocalService.Dashboard.Data;

/// <summary>A part of the list of tasks. The page holds only what it shows, however many tasks there are.</summary>
internal sealed class TaskListData(DashboardSources sources)
{
    public void Write(Utf8JsonWriter writer, TaskFilter filter, TaskWindow window)
    {
        var view = sources.Tasks.ReadLine();
        var top = window.Top > 0 ? window.Top : view.LastNumber;
        var (total, newer) = (0, 0);
        var rows = new List<LocalTask>(Math.Min(window.Limit, 64));
        foreach (var task in view.Latest())
        {
            if (!filter.Takes(task))
            {
                continue;
            }

            if (task.Number > top)
            {
                newer++;
                continue;
            }

            if (total >= window.Offset && rows.Count < window.Limit)
            {
                rows.Add(task);
            }

            total++;
        }

        var clock = new TaskClock(sources);
        writer.WriteStartObject("tasks"u8);
        writer.WriteNumber("top"u8, top);
        writer.WriteNumber("total"u8, total);
        writer.WriteString("totalText"u8, DisplayText.Of(total));
        writer.WriteNumber("newer"u8, newer);
        writer.WriteString("newerText"u8, DisplayText.Of(newer));
        writer.WriteNumber("offset"u8, window.Offset);
        writer.WriteStartArray("rows"u8);
        foreach (var task in rows)
        {
            TaskRow.Write(writer, task, clock);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
