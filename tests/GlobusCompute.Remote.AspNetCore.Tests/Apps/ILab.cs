namespace GlobusCompute.Remote.AspNetCore.Tests.Apps;

/// <summary>What the apps of these tests call.</summary>
public interface ILab
{
    [ComputeFunction(Source = "def add(a, b):\n    return a + b\n")]
    ComputeFuture<int> Add(int a, int b);
}
