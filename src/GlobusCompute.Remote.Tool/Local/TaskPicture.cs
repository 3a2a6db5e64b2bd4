using System.Globalization;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Shared.Display;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace GlobusCompute.Remote.Tool.Local;

/// <summary>Draws the tasks of a service: counts by state, the rate, and a row for each task that runs or finished of late.</summary>
internal static class TaskPicture
{
    // Lines around the rows: the service's data above, counts, table head and borders.
    private const int LinesAround = 15;
    private const int LeastRows = 5;
    private const int MostRows = 20;

    private const int FinishedWidth = 8;
    private const int DurationWidth = 10;

    // Five borders, and two blanks in each of four columns.
    private const int WidthAround = 13;

    public static IRenderable Draw(LocalTaskStatistics tasks, double rate, int width, int height)
    {
        var counts = new Columns(
            new Text($"waiting {tasks.Waiting}"),
            new Text($"running {tasks.Running.Count}", Color.Blue),
            new Text($"succeeded {tasks.Succeeded}", Color.Green),
            new Text($"failed {tasks.Failed}", tasks.Failed > 0 ? Color.Red : Color.Default),
            new Text(string.Create(CultureInfo.InvariantCulture, $"{rate:0.0} tasks/s")))
        {
            Expand = false,
        };
        var functionWidth = Math.Clamp(width / 3, 10, 30);
        var outcomeWidth = Math.Max(10, width - functionWidth - FinishedWidth - DurationWidth - WidthAround);
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn(new TableColumn("Function").Width(functionWidth));
        table.AddColumn(new TableColumn("Finished").Width(FinishedWidth));
        table.AddColumn(new TableColumn("Duration").Width(DurationWidth).RightAligned());
        table.AddColumn(new TableColumn("Outcome").Width(outcomeWidth));
        foreach (var task in tasks.Running.Concat(tasks.RecentlyFinished.Reverse()).Take(Math.Clamp(height - LinesAround, LeastRows, MostRows)))
        {
            var (outcome, color) = task switch
            {
                { FinishedAt: null } => ("running", Color.Blue),
                { Failure: { } failure } => (failure, Color.Red),
                _ => ("succeeded", Color.Green),
            };
            table.AddRow(
                new Text(Shorten(task.FunctionName, functionWidth)),
                new Text(task.FinishedAt is { } finished ? PlainText.TimeOfDay(finished) : ""),
                new Text(task.Duration is { } duration ? DurationText.Of(duration) : ""),
                new Text(Shorten(outcome, outcomeWidth), color));
        }

        return new Rows(counts, table);
    }

    // A longer text would be wrapped, and the rows no longer fit.
    private static string Shorten(string text, int width) => PlainText.Clean(text.Length <= width ? text : $"{text[..(width - 3)]}...");
}
