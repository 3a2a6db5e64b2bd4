namespace GlobusCompute.Remote.IntegrationTests;

/// <summary>Remote functions as tasks: declared, written from a file, and commands.</summary>
[ComputeModule("Modules/values.py", ReturnsTask = true, Functions = new[] { "increment", "half", "reverse" })]
public partial interface ITasks : ITaskBase
{
    [ComputeFunction(Source = "def add(a, b):\n    return a + b\n")]
    Task<int> Add(int a, int b);

    [ComputeFunction(Source = "def slow(seconds):\n    import time\n    time.sleep(seconds)\n    return seconds\n")]
    Task<double> Slow(double seconds, CancellationToken cancellationToken = default);

    [ComputeFunction(File = "Python/values.py")]
    Task Fail(string message);

    [ComputeFunction(File = "Python/values.py")]
    Task<string> Nothing();

    [ComputeFunction(File = "Python/values.py", Name = "nothing")]
    Task<string?> NothingOrText();

    [ComputeFunction(File = "Python/values.py", Name = "nothing")]
    Task NothingAtAll();

    [ComputeFunction(File = "Python/values.py")]
    Task<Measurement> Measurement(string name, IReadOnlyList<double> values);

    [ComputeFunction(File = "Python/values.py", Name = "length")]
    Task<int> LengthOfBytes(object data);

    [ComputeShellFunction("printf %s {text}")]
    Task<ShellResult> Print(string text);

    /// <summary>Hides the future of the base.</summary>
    [ComputeFunction(Source = "def add(a, b):\n    return a + b\n")]
    new Task<long> AddLong(long a, long b);
}

/// <summary>A base with futures.</summary>
public interface ITaskBase
{
    [ComputeFunction(Source = "def add(a, b):\n    return a + b\n")]
    ComputeFuture<long> AddLong(long a, long b);
}
