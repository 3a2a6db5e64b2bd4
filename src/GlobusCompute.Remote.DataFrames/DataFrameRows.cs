using GlobusCompute.Remote.DataFrames.Frames;
using Microsoft.Data.Analysis;

namespace GlobusCompute.Remote.DataFrames;

/// <summary>Splits data frames by rows, for the items of a Map, and joins the results.</summary>
/// <remarks>
/// <code>
/// DataFrame[] parts = await lab.Calibrate(frame.SplitRows(100_000)).WhenAll();    // Calibrate returns ComputeMap&lt;DataFrame&gt;
/// DataFrame whole = DataFrameRows.JoinRows(parts);
/// </code>
/// </remarks>
public static class DataFrameRows
{
    /// <summary>Splits a data frame into frames of consecutive rows. Each part is copied when it is enumerated.</summary>
    /// <param name="frame">The data frame, which is not changed meanwhile.</param>
    /// <param name="rows">The rows of each part; the last one may have fewer. At least 1. A frame without rows is one part.</param>
    /// <exception cref="ArgumentNullException"><paramref name="frame"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is less than 1.</exception>
    public static IEnumerable<DataFrame> SplitRows(this DataFrame frame, int rows)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        return Split(frame, rows);
    }

    /// <summary>Joins data frames of the same columns, in order, to one with the rows of all.</summary>
    /// <param name="parts">The data frames; at least one.</param>
    /// <exception cref="ArgumentNullException"><paramref name="parts"/> is null.</exception>
    /// <exception cref="ArgumentException">A part is null, there is none, or the columns of two parts differ in number, name or type.</exception>
    public static DataFrame JoinRows(IEnumerable<DataFrame> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var frames = parts.ToList();
        if (frames.Count == 0 || frames.Contains(null!))
        {
            throw new ArgumentException(frames.Count == 0 ? "At least one data frame is required." : "A data frame is null.", nameof(parts));
        }

        var first = frames[0];
        for (var part = 1; part < frames.Count; part++)
        {
            if (Difference(first, frames[part], part) is { } difference)
            {
                throw new ArgumentException(difference, nameof(parts));
            }
        }

        return new DataFrame(first.Columns.Select((_, i) => RowCopy.Join([.. frames.Select(f => f.Columns[i])])));
    }

    private static IEnumerable<DataFrame> Split(DataFrame frame, int rows)
    {
        var count = frame.Rows.Count;
        for (var start = 0L; start < Math.Max(count, 1); start += rows)
        {
            var from = start;
            yield return new DataFrame(frame.Columns.Select(column => RowCopy.Slice(column, from, (int)Math.Min(rows, count - from))));
        }
    }

    private static string? Difference(DataFrame first, DataFrame other, int part)
    {
        if (first.Columns.Count != other.Columns.Count)
        {
            return $"The first part has {first.Columns.Count} columns, and part {part} has {other.Columns.Count}.";
        }

        for (var i = 0; i < first.Columns.Count; i++)
        {
            var (one, another) = (first.Columns[i], other.Columns[i]);
            if (one.Name != another.Name || one.DataType != another.DataType)
            {
                return $"Column {i} is '{one.Name}' of {one.DataType.Name} in the first part, and '{another.Name}' of {another.DataType.Name} in part {part}.";
            }
        }

        return null;
    }
}
