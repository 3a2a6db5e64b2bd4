namespace Lab;

/// <summary>Functions from everywhere, with every way to pass an argument.</summary>
public interface IAnalysis
{
    [ComputeFunction("b0a5d1a0-2b22-4381-b899-ba73321e41e0")]
    ComputeFuture<string> HelloWorld();

    [ComputeFunction("5d1d1a2e-6f0e-4b8e-8f6a-0d9b8f7c6e01", File = "python/lab.py", Name = "fit")]
    ComputeFuture<FitResult> PinnedFit(double[] x, double[] y, int degree = 2);

    [ComputeFunction(File = "python/lab.py", Name = "fit", Description = "A \"fit\"", Public = true, TimeoutSeconds = 60, Idempotent = true)]
    ComputeFuture<FitResult> Fit(double[] x, double[] y, int degree = 2, CancellationToken cancellationToken = default);

    [ComputeFunction(Source = "def add(a, b):\r\n    return a + b\r\n")]
    ComputeFuture<int> Add(int a, int b);

    [ComputeFunction(Source = """
            def multiply(a, b):
                '''Has quotes, "others", a backslash \\ and an é.'''
                return a * b
        """, Group = "0d9b8f7c-6e01-4b8e-8f6a-5d1d1a2e6f0e")]
    Task<int> MultiplyAsync(int a, int b);

    [ComputeFunction(Source = "def secret():\n    return 42\n", HighAssuranceEndpointId = "8f6a5d1d-1a2e-4f0e-8e01-0d9b8f7c6e01")]
    ComputeFuture<int> Secret();

    [ComputeFunction(File = "python/lab.py")]
    Task<double> SpreadAsync([PythonKeyword] double scale, params double[] values);

    [ComputeFunction(File = "python/lab.py", Name = "arrived")]
    ComputeFuture<string> Mixed(
        int first, [PythonName("second_one")] string? second, [ComputeOmitWhenNull] int? third = null, [PythonName("lambda_")] double lambda = 1.5, [PythonKeyword("from_")] string from = "x");

    [ComputeFunction(File = "python/lab.py", Name = "arrived")]
    ComputeFuture<string> Spans(params ReadOnlySpan<string?> names);

    [ComputeFunction(File = "python/lab.py", Name = "arrived")]
    ComputeFuture<string> Objects([PythonKeyword] int last, params object?[] values);

    [ComputeFunction(File = "python/lab.py", Name = "fail")]
    ComputeFuture Fail(string message);

    [ComputeFunction(File = "python/lab.py", Name = "fail")]
    Task FailAsync(string message);

    [ComputeFunction(File = "python/lab.py", Name = "give")]
    ComputeFuture Quiet(int value);

    [ComputeFunction(File = "python/lab.py", Name = "give")]
    Task QuietAsync(int value, CancellationToken cancellationToken = default);
}

public sealed record FitResult(double Slope, int MaxDegree);

/// <summary>Calls that the app names.</summary>
public interface ITagged
{
    [ComputeFunction(File = "python/lab.py", Name = "arrived")]
    ComputeFuture<string> First([ComputeTag] string tag, int a, CancellationToken cancellationToken);

    [ComputeFunction(File = "python/lab.py", Name = "arrived")]
    ComputeFuture Last(int a, [ComputeOmitWhenNull] int? b, [ComputeTag] string? @class = null);

    [ComputeFunction(File = "python/lab.py", Name = "arrived")]
    Task<string> Between([ComputeTag] string __call, CancellationToken token = default, params string[] items);
}
