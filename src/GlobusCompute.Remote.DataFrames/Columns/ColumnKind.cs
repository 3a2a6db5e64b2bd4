namespace GlobusCompute.Remote.DataFrames.Columns;

/// <summary>What the values of a column are.</summary>
internal enum ColumnKind
{
    Boolean,
    Integer,
    Float,
    Text,

    /// <summary>Codes, each of which stands for one of the column's categories.</summary>
    Category,

    /// <summary>Counts of a unit since 1970.</summary>
    Time,

    /// <summary>Counts of a unit.</summary>
    Duration,
}
