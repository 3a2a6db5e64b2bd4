using GlobusCompute.Remote.Serialization;
using Microsoft.Data.Analysis;

namespace GlobusCompute.Remote.DataFrames.Tests;

/// <summary>Methods by the annotations of a file, and one that is declared beside them.</summary>
[ComputeModule("lab.py")]
public partial interface ILab
{
    [ComputeFunction(File = "lab.py"), ComputePayload(Format = typeof(PandasFormat))]
    ComputeMap<DataFrameColumn?> Scaled([ComputeEach] IEnumerable<DataFrameColumn> values, double factor);
}
