namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>What tests call through the library's own client.</summary>
public interface ICalls
{
    [ComputeFunction(Source = "def double(x):\n    return 2 * x\n")]
    ComputeFuture<int> Double(int x);

    /// <summary>The public function of the tutorial.</summary>
    [ComputeFunction("b0a5d1a0-2b22-4381-b899-ba73321e41e0")]
    ComputeFuture<string> HelloWorld();
}
