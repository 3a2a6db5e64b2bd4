namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>What tests call through the library's own client.</summary>
public interface ICalls
{
    [ComputeFunction(Source = "def double(x):\n    return 2 * x\n")]
    ComputeFuture<int> Double(int x);
}
