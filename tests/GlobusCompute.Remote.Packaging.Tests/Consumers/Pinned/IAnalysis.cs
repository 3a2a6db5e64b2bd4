using GlobusCompute.Remote;

namespace Pinned;

public interface IAnalysis
{
    [ComputeFunction(File = "analysis.py")]
    ComputeFuture<double> Mean(double[] values);
}
