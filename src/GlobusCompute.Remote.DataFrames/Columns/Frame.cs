namespace GlobusCompute.Remote.DataFrames.Columns;

/// <summary>A data frame or series as it travels.</summary>
/// <param name="Rows">The number of rows, which frames without columns have too.</param>
/// <param name="Columns">The columns, which all have as many rows.</param>
/// <param name="Index">The index.</param>
/// <param name="IsSeries">Whether it is a series, which has one column.</param>
internal sealed record Frame(int Rows, IReadOnlyList<Column> Columns, FrameIndex Index, bool IsSeries);

/// <summary>The index of a frame.</summary>
/// <param name="Names">The names of its levels; null for those without one.</param>
/// <param name="Levels">The levels, or null for a range.</param>
/// <param name="Start">The first number of a range.</param>
/// <param name="Step">The distance between two numbers of a range.</param>
internal sealed record FrameIndex(IReadOnlyList<string?> Names, IReadOnlyList<Column>? Levels = null, long Start = 0, long Step = 1)
{
    /// <summary>The index that pandas gives a frame for which none is chosen.</summary>
    public static FrameIndex Default { get; } = new([null]);

    /// <summary>Whether the index says nothing but the number of the row.</summary>
    public bool IsDefault => this is { Levels: null, Start: 0, Step: 1, Names: [null] };
}
