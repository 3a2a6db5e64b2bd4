namespace GlobusCompute.Remote.DataFrames;

public sealed partial class PandasFormat
{
    public IReadOnlyList<string> IndexColumns { get; set; } = [];
}
