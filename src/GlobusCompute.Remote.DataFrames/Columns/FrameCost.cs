using GlobusCompute.Remote.DataFrames.Values;

namespace GlobusCompute.Remote.DataFrames.Columns;

/// <summary>How much memory is taken by what is made of a frame.</summary>
internal static class FrameCost
{
    private const int Reference = 8;

    // A string without characters.
    private const long Text = 24;

    /// <summary>What a data frame or record batch takes.</summary>
    public static long Of(Frame frame, PandasIndex keep)
    {
        // As it is read, and in its own column.
        var cost = 2 * OfRange(frame, keep);
        foreach (var column in frame.Columns)
        {
            cost += Of(column);
        }

        foreach (var level in frame.Index.Levels ?? [])
        {
            cost += Of(level);
        }

        return cost;
    }

    /// <summary>What the numbers of an index take that is kept as a column.</summary>
    public static long OfRange(Frame frame, PandasIndex keep) =>
        frame.Index.Levels is null && FrameLayout.IsKept(frame.Index, keep) ? (long)sizeof(long) * frame.Rows : 0;

    /// <summary>What a column of a data frame takes.</summary>
    public static long Of(Column column)
    {
        var values = column.Categories ?? column;
        var size = values.Type.Kind switch
        {
            // An array, and the list that it is copied to, of which half may be spare.
            ColumnKind.Text => 3 * Reference,
            ColumnKind.Time when values.Type.Zone is not null => System.Runtime.CompilerServices.Unsafe.SizeOf<DateTimeOffset>(),
            _ => values.Type.Size,
        };
        return Of(column, size + 1, size);
    }

    /// <summary>What an array of a column's values takes.</summary>
    public static long Of(Column column, IElement element) => Of(column, element.SizeToRead, element.Size);

    private static long Of(Column column, long size, long categorySize)
    {
        var cost = size * column.Rows;
        if (column.Categories is { } categories)
        {
            cost += categorySize * categories.Rows;
            column = categories;
        }

        return cost + (column.Type.Kind == ColumnKind.Text ? (Text * column.Rows) + (2L * column.Data.Length) : 0);
    }
}
