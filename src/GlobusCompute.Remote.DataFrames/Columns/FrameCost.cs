namespace GlobusCompute.Remote.DataFrames.Columns;

/// <summary>About how much memory is taken by what is made of a frame.</summary>
internal static class FrameCost
{
    // An object of the app, and the reference to it.
    private const long Row = 32;

    // An object, and the reference to it.
    private const long Text = 32;

    /// <param name="frame">The frame.</param>
    /// <param name="asRows">Whether each row becomes an object.</param>
    public static long Of(Frame frame, bool asRows)
    {
        var cost = asRows ? Row * frame.Rows : 0L;
        foreach (var column in frame.Columns.Concat(frame.Index.Levels ?? []))
        {
            cost += Of(column, asRows) + (column.Categories is { } categories ? Of(categories, asRows) : 0);
        }

        return cost;
    }

    private static long Of(Column column, bool asRows) => column.Type.Kind switch
    {
        ColumnKind.Text => (Text * column.Rows) + (2L * column.Data.Length),
        ColumnKind.Category => 8L * column.Rows,
        _ => column.Data.Length + (asRows ? 8L : 1L) * column.Rows,
    };
}
