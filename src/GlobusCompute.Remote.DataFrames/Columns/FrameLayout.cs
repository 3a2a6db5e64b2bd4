using System.Globalization;
using System.Runtime.InteropServices;

namespace GlobusCompute.Remote.DataFrames.Columns;

/// <summary>Puts an index among the columns, and takes it out again.</summary>
internal static class FrameLayout
{
    /// <summary>The columns, the levels of the index first where it is kept.</summary>
    /// <exception cref="FormatException">Two columns have the same name.</exception>
    public static IReadOnlyList<Column> Columns(Frame frame, PandasIndex keep)
    {
        var columns = new List<Column>(frame.Columns.Count + frame.Index.Names.Count);
        if (IsKept(frame.Index, keep))
        {
            columns.AddRange(Levels(frame));
        }

        columns.AddRange(frame.Columns);
        var known = new HashSet<string>();
        foreach (var column in columns)
        {
            if (!known.Add(column.Label ?? ""))
            {
                throw ColumnFault.Of(column.Label, "two columns of the frame, or a column and its index, have this name, and here each has one of its own. "
                    + "Rename one in the function, or drop the index by reset_index(drop=True).");
            }
        }

        return columns;
    }

    /// <summary>The one column of a series.</summary>
    /// <exception cref="FormatException">It is a frame, or has an index that would be lost.</exception>
    public static Column Series(Frame frame, PandasIndex keep, string target)
    {
        if (!frame.IsSeries)
        {
            throw new FormatException($"it is a data frame of {frame.Columns.Count} columns, and {target} is for a series. Declare DataFrame or a list of "
                + "rows, or have the function return one column.");
        }

        return !IsKept(frame.Index, keep)
            ? frame.Columns[0]
            : throw new FormatException($"the series has an index, which {target} cannot hold. Declare DataFrame, drop the index in the function by "
                + "reset_index(drop=True), or set PandasFormat.Index to Drop.");
    }

    /// <summary>A frame of columns, some of which are its index.</summary>
    /// <exception cref="FormatException">A column of the index is missing.</exception>
    public static Frame Frame(int rows, IReadOnlyList<Column> columns, IReadOnlyList<string> index)
    {
        if (index.Count == 0)
        {
            return new Frame(rows, columns, FrameIndex.Default, IsSeries: false);
        }

        var levels = index.Select(name => columns.FirstOrDefault(c => c.Label == name)
            ?? throw new FormatException($"the column '{name}' is missing; PandasFormat.{nameof(PandasFormat.IndexColumns)} names it.")).ToArray();
        return new Frame(rows, [.. columns.Except(levels)], new FrameIndex([.. index], levels), IsSeries: false);
    }

    public static bool IsKept(FrameIndex index, PandasIndex keep) => keep == PandasIndex.Keep || (keep == PandasIndex.Auto && !index.IsDefault);

    private static IEnumerable<Column> Levels(Frame frame)
    {
        var index = frame.Index;
        for (var i = 0; i < index.Names.Count; i++)
        {
            var name = index.Names[i] ?? (index.Names.Count == 1 ? "index" : "level_" + i.ToString(CultureInfo.InvariantCulture));
            yield return index.Levels is { } levels ? levels[i].Named(name) : Range(frame, name);
        }
    }

    private static Column Range(Frame frame, string name)
    {
        var bytes = new byte[checked(sizeof(long) * frame.Rows)];
        var numbers = MemoryMarshal.Cast<byte, long>(bytes.AsSpan());
        for (var row = 0; row < numbers.Length; row++)
        {
            numbers[row] = frame.Index.Start + (row * frame.Index.Step);
        }

        return Column.OfValues(name, ColumnType.Integer(8, isSigned: true, hasMask: false), frame.Rows, bytes);
    }
}
