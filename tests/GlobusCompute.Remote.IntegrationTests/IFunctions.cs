using System.Numerics;
using System.Text.Json;

namespace GlobusCompute.Remote.IntegrationTests;

/// <summary>The functions of <c>Python/values.py</c> and a few inline ones.</summary>
public interface IFunctions
{
    [ComputeFunction(Source = "def add(a, b):\n    return a + b\n")]
    ComputeFuture<int> Add(int a, int b);

    [ComputeFunction(Source = """
            def slow(seconds):
                import time
                time.sleep(seconds)
                return seconds
        """)]
    ComputeFuture<double> Slow(double seconds, CancellationToken cancellationToken = default);

    [ComputeFunction(File = "Python/values.py", Name = "echo")]
    ComputeFuture<string?> EchoText(string? value);

    [ComputeFunction(File = "Python/values.py", Name = "echo")]
    ComputeFuture<double[]> EchoNumbers(double[] value);

    [ComputeFunction(File = "Python/values.py", Name = "echo")]
    ComputeFuture<BigInteger> EchoBig(BigInteger value);

    [ComputeFunction(File = "Python/values.py", Name = "echo")]
    ComputeFuture<Measurement> EchoMeasurement(Measurement value);

    [ComputeFunction(File = "Python/values.py", Name = "echo")]
    ComputeFuture<object?> EchoAny(object? value);

    [ComputeFunction(File = "Python/values.py")]
    Task<string> DescribeAsync(object? value);

    [ComputeFunction(File = "Python/values.py")]
    ComputeFuture<double[]> Specials();

    [ComputeFunction(File = "Python/values.py")]
    ComputeFuture<BigInteger> Big(int exponent);

    [ComputeFunction(File = "Python/values.py", Name = "big")]
    ComputeFuture<int> BigAsInt(int exponent);

    [ComputeFunction(File = "Python/values.py")]
    ComputeFuture Fail(string message);

    [ComputeFunction(File = "Python/values.py")]
    ComputeFuture<string> Nothing();

    [ComputeFunction(File = "Python/values.py", Name = "nothing")]
    ComputeFuture<int?> NothingOrNumber();

    [ComputeFunction(File = "Python/values.py", Name = "nothing")]
    Task NothingAtAll();

    [ComputeFunction(File = "Python/values.py")]
    ComputeFuture<Measurement> Measurement(string name, IReadOnlyList<double> values);

    [ComputeFunction(File = "Python/values.py", Name = "measurement")]
    ComputeFuture<MisreadMeasurement> MisreadMeasurement(string name, IReadOnlyList<double> values);

    [ComputeFunction(File = "Python/values.py")]
    ComputeFuture<int> Count(params string[] items);

    [ComputeFunction(File = "Python/values.py")]
    ComputeFuture<double> KeywordOnly(double a, [PythonKeyword] double scale = 2.0, [PythonKeyword("offset")] double plus = 0.0);

#pragma warning disable GCR057 // Another default than Python's shows which of the two arrives.
    [ComputeFunction(File = "Python/values.py")]
    ComputeFuture<int[]> Defaults(int a, [ComputeOmitWhenNull] int? b = null, int c = 7);
#pragma warning restore GCR057

    [ComputeFunction(File = "Python/values.py")]
    ComputeFuture<int> Length(string text);

    [ComputeFunction(File = "Python/values.py", Name = "length")]
    ComputeFuture<int> LengthOfBytes(object data);

    [ComputeFunction(File = "Python/crlf_bom.py")]
    ComputeFuture<string> Crlf();

    [ComputeFunction(File = "Python/values.py", Name = "echo")]
    ComputeFuture<JsonElement> EchoJson(Dictionary<string, int[]> value);

    [ComputeFunction("00000000-dead-4bad-8bad-000000000000")]
    ComputeFuture<string> Unknown();
}

public sealed record Measurement(string Name, double[] Values, double? MeanValue, Inner Inner);

public sealed record Inner(int Count);

public sealed record MisreadMeasurement(string Name, MisreadInner Inner);

public sealed record MisreadInner(Guid Count);
