using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Tests.Serialization;

// Types as an app would declare them.
public sealed record FitResult(double Slope, double StandardError, double[] Coefficients, string? Note = null);

public sealed record Sample(int Id, FitResult Fit, IReadOnlyDictionary<string, double> Weights, Method Method, Method? Fallback, (double Low, double High) Interval, object? Extra = null);

public sealed class Node
{
    public int Value { get; set; }

    public Node? Next { get; set; }

    public object? Anything { get; set; }
}

public sealed class Holder<T>
{
    public T Value { get; set; } = default!;
}

public enum Method
{
    LeastSquares = 1,
    MaximumLikelihood = 2,
}

[JsonConverter(typeof(JsonStringEnumConverter<Spelled>))]
public enum Spelled
{
    First,
    Second,
}

public enum Wide : ulong
{
    Largest = ulong.MaxValue,
}

[JsonSourceGenerationOptions(IncludeFields = true)]
[JsonSerializable(typeof(Sample))]
[JsonSerializable(typeof(List<Sample>))]
[JsonSerializable(typeof(Node))]
[JsonSerializable(typeof(Dictionary<Method, int>))]
[JsonSerializable(typeof((double, int)))]
[JsonSerializable(typeof((int, int, int, int, int, int, int, string)))]
[JsonSerializable(typeof(Holder<decimal>))]
[JsonSerializable(typeof(Holder<Task<int>>))]
[JsonSerializable(typeof(Holder<Func<int>>))]
[JsonSerializable(typeof(Holder<Dictionary<string, Node>>))]
public sealed partial class SampleContext : JsonSerializerContext;
