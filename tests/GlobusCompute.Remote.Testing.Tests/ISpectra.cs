namespace GlobusCompute.Remote.Testing.Tests;

/// <summary>What the app of these tests calls.</summary>
public interface ISpectra
{
    [ComputeFunction(Source = "def fit(x, y, degree=1):\n    return {}\n", Idempotent = true)]
    ComputeFuture<Fit> Fit(double[] x, double[] y, [PythonKeyword] int degree = 1);

    [ComputeFunction(Source = "def count(name):\n    return 0\n")]
    ComputeFuture<int> Count(string name);

    [ComputeFunction(Source = "def count_all(names):\n    return 0\n", Name = "count_all")]
    ComputeFuture<int> Count(string[] names);

    [ComputeFunction(Source = "def forget(name):\n    pass\n")]
    ComputeFuture Forget(string name);

    [ComputeFunction(Source = "def scale(value, factor):\n    return value * factor\n")]
    ComputeMap<int> Scale([ComputeEach] IEnumerable<int> value, int factor, ComputeMapOptions? options = null);

    [ComputeShellFunction("cat {file}")]
    ComputeFuture<ShellResult> Cat(string file);

    [ComputeFunction("b0a5d1a0-2b22-4381-b899-ba73321e41e0")]
    Task<string> HelloWorld();
}

/// <summary>A result.</summary>
public sealed record Fit(double Slope, double StandardError);
