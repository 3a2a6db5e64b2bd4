using GlobusCompute.Remote;

namespace Downstream;

public interface IMoreStatistics
{
    [ComputeFunction(File = "median.py")]
    ComputeFuture<double> Median(double[] values);
}
