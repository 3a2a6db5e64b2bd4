using GlobusCompute.Remote;

namespace Science;

public interface IStatistics
{
    [ComputeFunction(File = "functions/stats/average.py")]
    ComputeFuture<double> Mean(double[] values);
}
