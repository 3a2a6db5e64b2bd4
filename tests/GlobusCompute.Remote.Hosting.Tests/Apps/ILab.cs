namespace GlobusCompute.Remote.Hosting.Tests.Apps;

/// <summary>What the apps of these tests call.</summary>
public interface ILab
{
    [ComputeFunction(Source = "def add(a, b):\n    return a + b\n")]
    ComputeFuture<int> Add(int a, int b);

    [ComputeFunction("b0a5d1a0-2b22-4381-b899-ba73321e41e0")]
    ComputeFuture<string> HelloWorld();

    [ComputeFunction(Source = "def fail(text):\n    raise ValueError(text)\n")]
    ComputeFuture<int> Fail(string text);
}
