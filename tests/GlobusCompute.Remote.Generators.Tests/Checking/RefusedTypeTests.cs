extern alias generator;

using System.Text;
using GlobusCompute.Remote.Generators.Tests.Harness;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using RefusedTypes = generator::GlobusCompute.Remote.Shared.Types.RefusedTypes;

namespace GlobusCompute.Remote.Generators.Tests.Checking;

/// <summary>Types for which every call fails at run time are reported at compile time, and no others.</summary>
public sealed class RefusedTypeTests
{
    private const string Id = "\"b0a5d1a0-2b22-4381-b899-ba73321e41e0\"";

    private const string Types = """
        using System.Numerics;
        using System.Text.Json.Serialization;
        public sealed record Sample(string Name, Vector3 Position);
        public sealed record Deep(List<Sample[]> Samples);
        public sealed class Fields { public int X; public static int Y { get; set; } }
        public sealed class IncludedFields { [JsonInclude] public int X; }
        public class Base { public int X; }
        public sealed class Derived : Base;
        public interface IShape { int X { get; } }
        public abstract class Shape { public int X { get; set; } }
        [JsonDerivedType(typeof(Square), "square")] public abstract class Polygon { public int X { get; set; } }
        public sealed class Square : Polygon;
        public sealed class TwoConstructors { public TwoConstructors(int x) => X = x; public TwoConstructors(int x, int y) => X = x + y; public int X { get; } }
        public sealed class ChosenConstructor { [JsonConstructor] public ChosenConstructor(int x) => X = x; public ChosenConstructor(int x, int y) => X = x + y; public int X { get; } }
        public sealed class Hidden { private Hidden() { } public int X { get; set; } public static Hidden Create() => new(); }
        public sealed record Optional(int X, Vector3? Position, System.Net.IPAddress? Address);
        public sealed record Ignored(int X) { [JsonIgnore] public Vector3 Position => default; }
        public sealed record Computed(int X) { public Vector3 Position => default; }
        public sealed class Converted { [JsonConverter(typeof(JsonStringEnumConverter))] public Vector3 Position { get; set; } }
        public sealed class Node<T> { public Node<List<T>>? Next { get; set; } public T? Value { get; set; } }
        public sealed class Tree { public List<Tree> Children { get; set; } = []; public Tree? Parent { get; set; } }
        public sealed record Key(int X);
        [JsonConverter(typeof(JsonStringEnumConverter))] public sealed class Own { public int X; }
        """;

    public static TheoryData<string, string> Arguments => new()
    {
        { "Vector3", "is a Vector3, which cannot be sent; pass its numbers, as a float[] or a record of your own" },
        { "Vector3?", "is a Vector3, which cannot be sent; pass its numbers, as a float[] or a record of your own" },
        { "List<Vector3[]>", "is a Vector3, which cannot be sent; pass its numbers, as a float[] or a record of your own" },
        { "(int, Quaternion)", "is a Quaternion, which cannot be sent; pass its numbers, as a float[] or a record of your own" },
        { "System.Net.IPEndPoint", "is an IPEndPoint, which cannot be sent; pass its ToString()" },
        { "ArgumentException", "is an ArgumentException, which cannot be sent; pass its Message or ToString()" },
        { "Lazy<int>", "is a Lazy<int>, which cannot be sent; pass its Value" },
        { "DBNull", "is a DBNull, which cannot be sent; pass null" },
        { "nint", "is an address of this process, which cannot be sent; pass a long if it is a number" },
        { "List<CancellationToken>", "is a CancellationToken, which cannot be sent; pass nothing: a CancellationToken is a parameter of its own" },
        { "Sample", "has the member Sample.Position, a Vector3, which cannot be sent; pass its numbers, as a float[] or a record of your own" },
        { "Dictionary<string, Deep>", "has the member Sample.Position, a Vector3, which cannot be sent; pass its numbers, as a float[] or a record of your own" },
        { "Computed", "has the member Computed.Position, a Vector3, which cannot be sent; pass its numbers, as a float[] or a record of your own" },
        { "Fields", "is Fields, a type with public fields and no properties, which cannot be sent; pass a type with properties, or put [JsonInclude] on its fields" },
        { "Derived[]", "is Derived, a type with public fields and no properties, which cannot be sent; pass a type with properties, or put [JsonInclude] on its fields" },
        { "Dictionary<Key, int>", "is a dictionary with keys of the type Key, which cannot be sent; pass a list of pairs" },
        { "Dictionary<int[], int>", "is a dictionary with keys of the type int[], which cannot be sent; pass a list of pairs" },
    };

    public static TheoryData<string, string> Results => new()
    {
        { "Vector3", "is a Vector3, which cannot be read; declare a float[] or a record of your own" },
        { "System.Net.IPAddress[]", "is an IPAddress, which cannot be read; declare string, and create it from the text" },
        { "Sample", "has the member Sample.Position, a Vector3, which cannot be read; declare a float[] or a record of your own" },
        { "int[,,,]", "is an int[,,,], which cannot be read; declare nested arrays, or PythonValue" },
        { "List<byte[,]>", "is a byte[,], which cannot be read; declare nested arrays, or PythonValue" },
        { "System.Collections.Frozen.FrozenSet<int>", "is a FrozenSet<int>, which cannot be read; declare an array, List<T>, HashSet<T> or Dictionary<K, V>" },
        { "System.Collections.ObjectModel.ReadOnlyCollection<int>", "is a ReadOnlyCollection<int>, which cannot be read; declare an array, List<T>, HashSet<T> or Dictionary<K, V>" },
        { "Dictionary<(int, int), double>", "is a dictionary with keys of the type (int, int), which cannot be read; declare a list of pairs" },
        { "IReadOnlyDictionary<TimeSpan, double>", "is a dictionary with keys of the type TimeSpan, which cannot be read; declare a list of pairs" },
        { "Task<int>", "is a task, which cannot be read; declare a type that holds the data" },
        { "System.IO.Stream", "is a stream, which cannot be read; declare a type that holds the data" },
        { "Action", "is a delegate, which cannot be read; declare a type that holds the data" },
        { "ValueTask<int>", "is a task, which cannot be read; declare a type that holds the data" },
        { "CancellationToken", "is a CancellationToken, which cannot be read; declare a type that holds the data" },
        { "nuint", "is an address of this process, which cannot be read; declare a type that holds the data" },
        { "Delegate", "is a delegate, which cannot be read; declare a type that holds the data" },
        { "Type", "is a part of this program, which cannot be read; declare a type that holds the data" },
        { "IShape", "is the interface IShape, which cannot be read; declare a class or record that is created instead, or list its types with [JsonDerivedType]" },
        { "List<Shape>", "is the abstract class Shape, which cannot be read; declare a class or record that is created instead, or list its types with [JsonDerivedType]" },
        { "TwoConstructors", "is TwoConstructors, a class with several public constructors, which cannot be read; declare a type with one public constructor, or put [JsonConstructor] on one" },
        { "Hidden", "is Hidden, a class without a public constructor, which cannot be read; declare a type with one public constructor, or put [JsonConstructor] on one" },
        { "Fields", "is Fields, a type with public fields and no properties, which cannot be read; declare a type with properties, or put [JsonInclude] on its fields" },
    };

    public static TheoryData<string> Sent =>
    [
        "Optional", "Ignored", "Converted", "IncludedFields", "Own", "Node<int>", "Tree", "IShape", "Shape", "Polygon", "TwoConstructors", "Hidden", "object", "dynamic",
        "int[,,,]", "byte[,]", "System.Collections.Frozen.FrozenSet<int>", "System.Collections.ObjectModel.ReadOnlyCollection<int>",
        "Dictionary<(int, string), int>", "Dictionary<TimeSpan, int>", "Dictionary<decimal, int>", "Dictionary<byte[], int>", "Dictionary<DayOfWeek, int>", "Dictionary<object, int>",
        "IComparable", "System.Text.Json.Nodes.JsonNode", "PythonValue", "Uri", "Version",
    ];

    public static TheoryData<string> Read =>
    [
        "Optional", "Ignored", "Computed", "Converted", "IncludedFields", "Own", "Node<int>", "Tree", "Polygon", "ChosenConstructor", "object", "dynamic", "double[,]", "string[,,]",
        "ISet<int>", "SortedSet<int>", "System.Collections.Immutable.ImmutableArray<int>", "System.Collections.IEnumerable", "Stack<int>",
        "Dictionary<Guid, int>", "Dictionary<DateOnly, int>", "Dictionary<DayOfWeek, int>", "Dictionary<char, int>", "Dictionary<Half, int>",
        "PythonValue", "PythonObject", "PythonError", "(int, string)", "Tuple<int, string>", "ReadOnlyMemory<double>",
    ];

    [Theory]
    [MemberData(nameof(Arguments))]
    public void A_parameter_that_no_call_can_send_is_an_error(string type, string message)
    {
        var diagnostic = Assert.Single(Compile($"Task F({type} a);").Reported);
        Assert.Equal(("GCR020", $"IWork.F: the parameter 'a' {message}"), (diagnostic.Id, diagnostic.GetMessage(null)));
    }

    [Theory]
    [MemberData(nameof(Results))]
    public void A_result_that_no_call_can_read_is_a_warning(string type, string message)
    {
        var compiled = Compile($"Task<{type}> F();");
        var diagnostic = Assert.Single(compiled.Reported);
        Assert.Equal(("GCR044", $"IWork.F: the result {message}"), (diagnostic.Id, diagnostic.GetMessage(null)));
        Assert.Equal($"Task<{type}>", Compiled.Marked(diagnostic));
        Assert.DoesNotContain("throw", compiled.Generated, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Sent))]
    public void Other_parameters_are_not_reported(string type) => Assert.Empty(Compile($"Task F({type} a);").Reported);

    [Theory]
    [MemberData(nameof(Read))]
    public void Other_results_are_not_reported(string type) => Assert.Empty(Compile($"Task<{type}> F();").Reported);

    [Fact]
    public void Elements_of_params_and_of_maps_are_checked_too()
    {
        Assert.Equal("GCR020", Assert.Single(Compile("Task F(params Vector3[] a);").Reported).Id);
        Assert.Equal("GCR020", Assert.Single(Compile("ComputeMap<int> F([ComputeEach] Sample[] a);").Reported).Id);
        Assert.Equal("GCR044", Assert.Single(Compile("ComputeMap<Sample> F([ComputeEach] int[] a);").Reported).Id);
    }

    [Fact]
    public void Converters_of_the_context_serve_any_type()
    {
        const string Context = """
            [JsonSourceGenerationOptions({0}), JsonSerializable(typeof(Vector3)), JsonSerializable(typeof(Fields))]
            public sealed class Context : JsonSerializerContext
            {{
                public Context() : base(null) {{ }}
                public static Context Default {{ get; }} = new();
                protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;
                public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
            }}
            """;
        string[] Ids(string member, string options) =>
            [.. Compile(member, "[ComputeJson(typeof(Context))]", string.Format(null, Context, options)).Reported.Select(diagnostic => diagnostic.Id)];

        Assert.Empty(Ids("Task<Vector3> F(Vector3 a);", "Converters = new[] { typeof(JsonStringEnumConverter) }"));
        Assert.Empty(Ids("Task<Fields> F(Fields a);", "IncludeFields = true"));
        Assert.Equal(["GCR020"], Ids("Task F(Action a);", "Converters = new[] { typeof(JsonStringEnumConverter) }"));
        Assert.Equal(["GCR044", "GCR020"], Ids("Task<Vector3> F(Vector3 a);", "WriteIndented = false"));
    }

    [Fact]
    public void A_result_that_the_project_creates_from_a_class_of_Python_is_not_reported()
    {
        const string Converter = """
            public static class Converters
            {
                public static readonly object[] All =
                [
                    PythonClassConverter.Create("lab.Point", o => new Vector3(1, 2, 3)), PythonClassConverter.Create<IShape>("lab.Shape", o => null!),
                ];
            }
            """;

        Assert.Empty(Compile("Task<Vector3> F();", more: Converter).Reported);
        Assert.Empty(Compile("Task<List<Sample>> F();", more: Converter).Reported);
        Assert.Empty(Compile("Task<IShape> F();", more: Converter).Reported);
        Assert.Equal("GCR044", Assert.Single(Compile("Task<Shape> F();", more: Converter).Reported).Id);
        Assert.Equal("GCR020", Assert.Single(Compile("Task F(Vector3 a);", more: Converter).Reported).Id);
    }

    [Fact]
    public void A_type_that_contains_longer_and_longer_types_has_an_end() => Assert.Empty(Compile("Task<Node<int>> F(Node<string> a);").Reported);

    /// <summary>JSON for all forms that a result of the types above can have.</summary>
    private static readonly string[] s_json =
    [
        "[]", "[1]", "[[1.5]]", "[[[\"a\"]]]", "[[[[1]]]]", "[{}]", "[1,\"a\"]", "\"a\"", "\"text\"", "1", "true", "{\"x\":1}", "{\"x\":1,\"position\":null,\"address\":null}",
        "{\"$type\":\"square\",\"x\":1}", "{\"1\":1}", "{\"b0a5d1a0-2b22-4381-b899-ba73321e41e0\":1}", "{\"2020-01-01\":1}", "{\"00:00:01\":1}", "{\"http://a/\":1}", "{\"1.2\":1}",
    ];

    [Fact]
    public void What_is_reported_of_results_is_what_the_run_time_refuses()
    {
        var results = Results.Select(row => row.Data.Item1).Where(type => type != "Sample").ToArray();
        foreach (var (name, type) in Load(results))
        {
            // An empty collection holds nothing to refuse.
            var candidates = s_json.Where(json => json is not "[]" || !name.Contains('<', StringComparison.Ordinal) && !name.EndsWith("[]", StringComparison.Ordinal));
            Assert.All(candidates, json => Assert.False(IsRead(type, json), $"{name} was read from {json}"));
        }

        // These are read from objects or by converters, and System.Text.Json itself finds no end of the last.
        string[] others = ["PythonObject", "PythonError", "Converted", "Own", "Node<int>"];
        foreach (var (name, type) in Load([.. Read.Select(row => row.Data).Except(others)]))
        {
            Assert.True(s_json.Any(json => IsRead(type, json)), name);
        }
    }

    [Fact]
    public void Every_type_of_the_table_exists()
    {
        foreach (var name in RefusedTypes.Lost.Concat(RefusedTypes.Unfilled))
        {
            Assert.True(Compiled.Empty.GetTypeByMetadataName(name) is not null, name);
        }
    }

    private static IEnumerable<(string Name, Type Type)> Load(string[] types)
    {
        var members = string.Join('\n', types.Select((type, i) => $"[ComputeFunction({Id})] Task<{type}> F{i}();"));
        using var image = new MemoryStream();
        var emitted = Compiled.Project($"{Types}\npublic interface IWork\n{{\n{members}\n}}").Emit(image);
        Assert.Empty(emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error));
        var work = System.Reflection.Assembly.Load(image.ToArray()).GetType("IWork")!;
        return types.Select((type, i) => (type, work.GetMethod($"F{i}")!.ReturnType.GenericTypeArguments[0]));
    }

    private static bool IsRead(Type type, string json)
    {
        try
        {
            typeof(RefusedTypeTests).GetMethod(nameof(ReadAs), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
                .MakeGenericMethod(type)
                .Invoke(null, [json]);
            return true;
        }
        catch (System.Reflection.TargetInvocationException e) when (e.InnerException is PayloadException)
        {
            return false;
        }
    }

    private static object? ReadAs<T>(string json) =>
        ResultReader.Read<T>(Encoding.UTF8.GetBytes("11\n" + json), PayloadRules.ForReflection(ComputeNaming.SnakeCase), allowNull: true);

    private static Compiled Compile(string member, string attributes = "", string more = "")
    {
        var compiled = Compiled.From($$"""
            {{Types}}
            {{more}}
            {{attributes}}
            public interface IWork
            {
                [ComputeFunction({{Id}})] {{member}}
            }
            """);
        Assert.Empty(compiled.CompilerProblems);
        return compiled;
    }
}
