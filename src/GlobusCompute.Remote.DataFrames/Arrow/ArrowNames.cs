namespace GlobusCompute.Remote.DataFrames.Arrow;

/// <summary>Metadata of fields, by which a record batch that came from a worker goes back with the same dtypes and index.</summary>
internal static class ArrowNames
{
    /// <summary>The dtype, as <see cref="Columns.ColumnType"/> names it.</summary>
    public const string DType = "pandas.dtype";

    /// <summary>The dtype of the categories of a column of categories.</summary>
    public const string CategoriesDType = "pandas.categories.dtype";

    /// <summary>Marks a level of the index, whose name it is; empty for none.</summary>
    public const string Index = "pandas.index";
}
