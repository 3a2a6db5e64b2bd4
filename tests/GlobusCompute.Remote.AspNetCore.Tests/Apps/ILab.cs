namespace GlobusCompute.Remote.AspNetCore.Tests.Apps;

/// <summary>What the apps of these tests call.</summary>
public interface ILab
{
    [ComputeFunction(Source = "def add(a, b):\n    return a + b\n")]
    ComputeFuture<int> Add(int a, int b);

    [ComputeFunction(Source = "def wait_for(path):\n    import os, time\n    while not os.path.exists(path):\n        time.sleep(0.01)\n    return 7\n")]
    ComputeFuture<int> WaitFor(string path);
}
