using System.Globalization;
using Microsoft.Data.Analysis;

namespace DataFrames.Output;

/// <summary>A small data frame as a table.</summary>
internal static class FrameTable
{
    public static void Write(DataFrame frame)
    {
        var rows = frame.Rows.Select(row => row.Select(Text).ToList()).Prepend([.. frame.Columns.Select(column => column.Name)]).ToList();
        var widths = Enumerable.Range(0, frame.Columns.Count).Select(i => rows.Max(row => row[i].Length) + 2).ToList();
        foreach (var row in rows)
        {
            Console.WriteLine(string.Concat(row.Select((text, i) => frame.Columns[i].DataType == typeof(string)
                ? "  " + text.PadRight(widths[i] - 2)
                : text.PadLeft(widths[i]))).TrimEnd());
        }
    }

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
