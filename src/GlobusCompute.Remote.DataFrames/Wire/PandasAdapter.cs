namespace GlobusCompute.Remote.DataFrames.Wire;

/// <summary>The worker's side.</summary>
internal static class PandasAdapter
{
    public const string Source = "";
}
