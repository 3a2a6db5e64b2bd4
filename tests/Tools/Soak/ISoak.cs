namespace GlobusCompute.Remote.Soak;

/// <summary>What the clients call.</summary>
public interface ISoak
{
    /// <summary>Ends at once.</summary>
    [ComputeFunction(Source = "def square(number):\n    return number * number\n")]
    ComputeFuture<int> Square(int number);

    /// <summary>Takes longer than a token lives, so that its result is fetched with another one.</summary>
    [ComputeFunction(Source = "def sleep(seconds):\n    import time\n    time.sleep(seconds)\n    return seconds\n")]
    ComputeFuture<double> Sleep(double seconds);
}
