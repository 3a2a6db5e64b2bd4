namespace GlobusCompute.Remote.DataFrames;

/// <summary>Specifies what happens to the index of a data frame or series that a function returns.</summary>
public enum PandasIndex
{
    /// <summary>
    /// The numbers 0, 1, 2, … that pandas gives every frame are left out; any other index is kept. The default.
    /// </summary>
    Auto = 0,

    /// <summary>
    /// The index becomes the first columns, as <c>reset_index()</c> does it: named as its levels, or <c>index</c>, or <c>level_0</c> and so on.
    /// </summary>
    Keep = 1,

    /// <summary>The index is left out.</summary>
    Drop = 2,
}
