using System.Numerics;
using System.Numerics.Tensors;
using System.Text.Json;
using System.Text.Json.Nodes;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Fuzzing;

/// <summary>A type that damaged payloads are read into.</summary>
internal sealed record FuzzTarget(string Name, Action<byte[], PayloadRules> Read)
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        // What shows all of a value, and how often others are.
        Of<PythonValue>(v => v.ToString()), Of<PythonValue>(Text), Of<PythonValue>(Walk), Of<object?>(), Of<JsonElement>(), Of<JsonNode?>(),
        Of<double[]>(), Of<float[]>(), Of<int[]>(), Of<long[]>(), Of<bool[]>(), Of<byte[]>(), Of<Complex[]>(), Of<string?[]>(), Of<DateTime[]>(), Of<TimeSpan[]>(),
        Of<double[,]>(), Of<double[][]>(), Of<double[,,]>(), Of<Tensor<double>>(), Of<ReadOnlyMemory<double>>(), Of<List<object?>>(), Of<HashSet<int>>(), Of<HashSet<long>>(), Of<HashSet<double>>(), Of<decimal[]>(), Of<BigInteger[]>(), Of<List<byte[]>>(), Of<bool[,]>(), Of<double?[]>(), Of<bool[][]>(),
        Of<Dictionary<string, object?>>(), Of<Dictionary<string, double[]>>(), Of<Dictionary<int, double>>(), Of<Dictionary<long, double>>(), Of<List<PythonValue>>(Items), Of<Dictionary<string, PythonValue>>(), Of<List<Dictionary<string, object?>>>(), Of<JsonObject>(), Of<List<Uri>>(), Of<List<Node>>(),
        Of<int>(), Of<ulong>(), Of<BigInteger>(), Of<double>(), Of<Half>(), Of<decimal>(), Of<bool?>(), Of<string>(), Of<char>(), Of<Guid>(), Of<Uri>(), Of<Version>(),
        Of<DateTime>(), Of<DateTimeOffset>(), Of<DateOnly>(), Of<TimeOnly>(), Of<TimeSpan>(), Of<Complex>(), Of<PythonObject>(), Of<PythonArray>(), Of<PythonError>(e => e.ToString()),
        Of<Shelf>(), Of<List<Shelf>>(), Of<Node>(), Of<(double, string, object?)>(), Of<Dictionary<Colour, int>>(), Of<Colour>(),
    ];

    private static FuzzTarget Of<T>(Action<T>? use = null) => new(typeof(T).ToString(), (payload, rules) =>
    {
        var value = ResultReader.Read<T>(payload, rules, allowNull: true);
        if (value is not null)
        {
            use?.Invoke(value);
        }
    });

    private static void Items(List<PythonValue> values)
    {
        foreach (var value in values.Take(100))
        {
            _ = value?.ToString();
        }
    }

    // A value shows itself whatever it is, and so do its parts.
    private static void Text(PythonValue value)
    {
        var left = 100;
        var next = new Stack<PythonValue>([value]);
        while (next.TryPop(out var current) && left-- > 0)
        {
            _ = current.ToString();
            IEnumerable<PythonValue> parts = current switch
            {
                { Kind: PythonKind.Dictionary } => current.Entries.SelectMany(e => (PythonValue[])[e.Key, e.Value]),
                { Kind: PythonKind.List or PythonKind.Tuple or PythonKind.Set } or PythonArray { Shape.Count: > 0 } => current.Items,
                PythonObject found => found.Arguments.Concat(found.Attributes.Select(a => a.Value)),
                _ => [],
            };
            foreach (var part in parts.Take(20))
            {
                next.Push(part);
            }
        }
    }

    // Every public member, as far as a value goes.
    private static void Walk(PythonValue value)
    {
        var left = 2000;
        var next = new Stack<PythonValue>([value]);
        while (next.TryPop(out var current) && left-- > 0)
        {
            _ = current.TypeName;
            switch (current)
            {
                case { Kind: PythonKind.Dictionary }:
                    foreach (var (key, item) in current.Entries.Take(20))
                    {
                        next.Push(key);
                        next.Push(item);
                    }

                    break;
                case { Kind: PythonKind.List or PythonKind.Tuple or PythonKind.Set } or PythonArray { Shape.Count: > 0 }:
                    foreach (var item in current.Items.Take(20))
                    {
                        next.Push(item);
                    }

                    break;
                case PythonObject found:
                    _ = (found.IsException, found.Attributes.Count);
                    foreach (var item in found.Arguments.Take(20))
                    {
                        next.Push(item);
                    }

                    break;
            }
        }
    }

    internal enum Colour
    {
        Red = 1,
        DarkBlue = 2,
    }

    internal sealed record Shelf(int Id, string? Name, double[] Values, Dictionary<string, Colour> Colours, (int Low, double High)? Interval, TimeSpan? Age, Node? Root);

    internal sealed class Node
    {
        public int Value { get; set; }

        public Node? Next { get; set; }

        public object? Anything { get; set; }
    }
}
