using GlobusCompute.Remote;

namespace FromPython;

/// <summary>The functions that the examples of Python's Executor use.</summary>
public interface IFunctions
{
    [ComputeFunction(Source = "def add(a, b):\n    return a + b\n")]
    ComputeFuture<int> Add(int a, int b);

    [ComputeFunction(Source = """
        def inverse(x):
            if x == 0:
                raise ValueError("there is no inverse of zero")
            return 1 / x
        """)]
    ComputeFuture<double> Inverse(double x);

    [ComputeFunction(Source = """
        import time

        def square_slowly(x, seconds):
            time.sleep(seconds)
            return x * x
        """)]
    ComputeFuture<int> SquareSlowly(int x, double seconds);

    [ComputeFunction(Source = "def square(x):\n    return x * x\n")]
    ComputeMap<int> Squares([ComputeEach] IEnumerable<int> x, ComputeMapOptions? options = null);

    [ComputeShellFunction("echo {greeting}; echo problem >&2; exit {code}")]
    ComputeFuture<ShellResult> Greet(string greeting, int code);
}
