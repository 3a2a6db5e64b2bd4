using GlobusCompute.Remote;

namespace NativeAotHosting;

/// <summary>What the app calls.</summary>
public interface ILab
{
    [ComputeFunction(Source = "def mean(values):\n    return sum(values) / len(values)\n")]
    ComputeFuture<double> Mean(double[] values);
}
