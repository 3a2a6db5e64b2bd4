extern alias generator;
using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using generator::GlobusCompute.Remote.Shared.Types;
using GlobusCompute.Remote.Generators.Checking;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Testing;

namespace GlobusCompute.Remote.Generators.Tests.Checking;

/// <summary>
/// What the compiler says of results against what is read of them: values of each annotation, written by the worker's own code in a real Python, into each type.
/// </summary>
public sealed class ContractTests
{
    private const string Script = """
        import json, sys
        folder, source, values = json.loads(sys.stdin.read())
        sys.path.insert(0, folder)
        from gcompute_worker import strategies
        names = {}
        exec(strategies._compiled(source), names)

        def written(strategy, value):
            try:
                return strategy.serialize(value)
            except Exception:
                return None

        for text in values:
            value = eval(text, names)
            print(json.dumps([written(strategies.JSONData, value), written(strategies.DillDataBase64, value)]))
        """;

    private static readonly MethodInfo s_read = typeof(ContractTests).GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly PayloadRules s_rules = PayloadRules.ForReflection(ComputeNaming.SnakeCase);

    /// <summary>All types of the table of types, and what is made of some.</summary>
    private static readonly (string Name, Type Type)[] s_types =
    [
        ("bool", typeof(bool)), ("char", typeof(char)), ("sbyte", typeof(sbyte)), ("byte", typeof(byte)), ("short", typeof(short)), ("ushort", typeof(ushort)), ("int", typeof(int)),
        ("uint", typeof(uint)), ("long", typeof(long)), ("ulong", typeof(ulong)), ("System.Int128", typeof(Int128)), ("System.UInt128", typeof(UInt128)),
        ("System.Numerics.BigInteger", typeof(BigInteger)), ("System.Half", typeof(Half)), ("float", typeof(float)), ("double", typeof(double)), ("decimal", typeof(decimal)),
        ("System.Guid", typeof(Guid)), ("System.DateTime", typeof(DateTime)), ("System.DateTimeOffset", typeof(DateTimeOffset)), ("System.DateOnly", typeof(DateOnly)),
        ("System.TimeOnly", typeof(TimeOnly)), ("System.TimeSpan", typeof(TimeSpan)), ("System.Numerics.Complex", typeof(Complex)), ("System.Memory<byte>", typeof(Memory<byte>)),
        ("System.ReadOnlyMemory<byte>", typeof(ReadOnlyMemory<byte>)), ("byte[]", typeof(byte[])), ("string", typeof(string)), ("System.Uri", typeof(Uri)),
        ("System.Version", typeof(Version)), ("object", typeof(object)), ("GlobusCompute.Remote.PythonValue", typeof(PythonValue)),
        ("GlobusCompute.Remote.PythonObject", typeof(PythonObject)), ("GlobusCompute.Remote.PythonArray", typeof(PythonArray)),
        ("GlobusCompute.Remote.PythonError", typeof(PythonError)), ("System.Text.Json.JsonElement", typeof(JsonElement)), ("System.Text.Json.JsonDocument", typeof(JsonDocument)),
        ("System.Text.Json.Nodes.JsonNode", typeof(JsonNode)), ("System.Text.Json.Nodes.JsonObject", typeof(JsonObject)), ("System.Text.Json.Nodes.JsonArray", typeof(JsonArray)),
        ("System.Text.Json.Nodes.JsonValue", typeof(JsonValue)), ("Ink", typeof(Ink)), ("Ink?", typeof(Ink?)), ("Dot", typeof(Dot)), ("int?", typeof(int?)), ("string?", typeof(string)),
        ("int[]", typeof(int[])), ("double[]", typeof(double[])), ("bool[]", typeof(bool[])), ("string[]", typeof(string[])), ("List<int>", typeof(List<int>)),
        ("IReadOnlyList<double>", typeof(IReadOnlyList<double>)), ("double[][]", typeof(double[][])), ("double[,]", typeof(double[,])), ("object[]", typeof(object[])),
        ("Complex[]", typeof(Complex[])), ("decimal[]", typeof(decimal[])), ("DateTime[]", typeof(DateTime[])), ("Guid[]", typeof(Guid[])), ("TimeSpan[]", typeof(TimeSpan[])),
        ("byte[][]", typeof(byte[][])), ("Ink[]", typeof(Ink[])), ("Dot[]", typeof(Dot[])), ("HashSet<int>", typeof(HashSet<int>)), ("HashSet<string>", typeof(HashSet<string>)),
        ("(int, string)", typeof((int, string))), ("(double, double)", typeof((double, double))), ("(int, string)[]", typeof((int, string)[])),
        ("Dictionary<string, int>", typeof(Dictionary<string, int>)), ("Dictionary<string, double>", typeof(Dictionary<string, double>)),
        ("Dictionary<string, string>", typeof(Dictionary<string, string>)), ("Dictionary<int, string>", typeof(Dictionary<int, string>)),
        ("Dictionary<string, Guid>", typeof(Dictionary<string, Guid>)), ("Dictionary<string, object>", typeof(Dictionary<string, object>)),
    ];

    private static readonly JsonSerializerOptions s_named = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private static readonly string?[] s_formats = [null, "PickleThenJson", "Pickle", "Json"];

    private static readonly Lazy<Dictionary<string, (string? Json, string? Pickle)>> s_written = new(Write);

    [Fact]
    public void Every_type_of_the_table_of_types_is_tried() =>
        Assert.Empty(TypeTable.Rows.Select(row => row.Name).Except(s_types.Select(type => type.Name)));

    [Fact]
    public void What_the_contract_allows_is_read_and_what_it_refuses_is_not()
    {
        var shapes = Contract.Shapes([.. s_types.Select(type => type.Name)]);
        var wrong = new List<string>();
        foreach (var (annotation, values) in Contract.Values)
        {
            foreach (var format in s_formats)
            {
                if (format == "Json" && annotation.StartsWith("np.", StringComparison.Ordinal))
                {
                    // Scalars of numpy are numbers to the contract: that json refuses them is Python's.
                    continue;
                }

                var (_, results, type) = Contract.Read(annotation, new ResultForm(format));
                var payloads = values.Select(value => (Value: value, Payload: Choose(value, format))).ToArray();
                foreach (var (name, target) in s_types)
                {
                    // Where anything may fit, or it depends on the form of a text, doubt is a yes.
                    var isOpen = IsOpen(shapes[name]) || shapes[name].Kind == WireKind.FormattedStr;
                    var allowNull = name.EndsWith('?');
                    var read = payloads.Where(payload => TryRead(payload.Payload, target, allowNull, out _)).Select(payload => payload.Value).ToArray();
                    var fits = results.Yields(type, shapes[name]) && (annotation != "None" || allowNull || isOpen);

                    // What is empty fits all elements.
                    if (fits != read.Any(value => fits || !IsEmpty(value, annotation)) && !(fits && isOpen))
                    {
                        wrong.Add($"{format ?? "JsonThenPickle"}: {annotation} as {name} {(fits ? "is allowed and never read" : $"is refused and {read[0]} is read")}");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Values_are_read_as_what_they_are()
    {
        var text = new StringBuilder();
        foreach (var (annotation, values) in Contract.Values)
        {
            text.Append(annotation).Append('\n');
            foreach (var value in values)
            {
                text.Append("  ").Append(value).Append('\n');
                foreach (var (payloads, form) in Forms(value))
                {
                    var read = s_types.Select(type => (type.Name, Text: TryRead(payloads, type.Type, type.Name.EndsWith('?'), out var result) ? Described(result) : null));
                    foreach (var group in read.Where(pair => pair.Text is not null).GroupBy(pair => pair.Text))
                    {
                        text.Append(CultureInfo.InvariantCulture, $"    {form} {group.Key}: {string.Join(", ", group.Select(pair => pair.Name))}\n");
                    }
                }
            }
        }

        var path = Path.Combine(TestPaths.Root, "tests", "GlobusCompute.Remote.Generators.Tests", "Checking", "ContractTests.verified.txt");
        VerifiedText.AssertAccepted("What values are read as", path, text.ToString());
    }

    [Fact]
    public void The_table_of_the_page_is_what_is_checked_and_read()
    {
        var shapes = Contract.Shapes(Contract.Types);
        var path = Path.Combine(TestPaths.Root, "docs", "contract.md");
        var page = File.ReadAllText(path).ReplaceLineEndings("\n");
        var start = page.IndexOf("| annotation |", StringComparison.Ordinal);
        var text = new StringBuilder(page[..start]).Append("| annotation | as a parameter it takes | as a result it becomes |\n| --- | --- | --- |\n");
        foreach (var (annotation, values) in Contract.Values)
        {
            var form = Contract.DefaultForm(annotation);
            var (arguments, _, type) = Contract.Read(annotation);
            var payloads = values.Select(value => Choose(value, form.Formats)).ToArray();
            var takes = Contract.Types.Where(name => IsMeant(shapes[name].Kind, annotation) && arguments.Accepts(type, shapes[name]));
            var becomes = Contract.Types.Where(name =>
                values.Zip(payloads).Any(pair => !IsEmpty(pair.First, annotation) && TryRead(pair.Second, TypeOf(name), allowNull: false, out _)));
            text.Append(CultureInfo.InvariantCulture, $"| `{annotation}` | {List(takes)} | {List(becomes)} |\n");
        }

        VerifiedText.AssertAccepted("The table of docs/contract.md", path, text.ToString());
    }

    // As arguments, types of these kinds pass everywhere.
    private static bool IsMeant(WireKind kind, string annotation) => kind switch
    {
        WireKind.TimeSpan => annotation == "dt.timedelta",
        WireKind.Complex => annotation == "complex",
        WireKind.Enum => annotation is "int" or "Level" or "Bits",
        _ => true,
    };

    private static Type TypeOf(string name) => s_types.First(type => type.Name == name || type.Name == "System." + name || type.Name == "System.Numerics." + name).Type;

    private static string List(IEnumerable<string> names) => names.Any() ? string.Join(", ", names.Select(name => $"`{name}`")) : "none of these";

    private static bool IsOpen(WireShape shape) => shape.Kind == WireKind.Unknown || shape.Elements.Any(IsOpen);

    private static bool IsEmpty(string value, string annotation) =>
        (value == "None" && annotation != "None") || value is "[]" or "[[]]" or "()" or "set()" or "{}" or "np.array([])" or "collections.deque()" or "collections.Counter()";

    private static IEnumerable<(string? Payload, string Form)> Forms(string value)
    {
        var (json, pickle) = s_written.Value[value];
        return new[] { (json, "json"), (pickle, "pickle") }.Where(pair => pair.Item1 is not null);
    }

    private static string? Choose(string value, string? format)
    {
        var (json, pickle) = s_written.Value[value];
        return format switch
        {
            null => json ?? pickle,
            "PickleThenJson" => pickle ?? json,
            "Pickle" => pickle,
            _ => json,
        };
    }

    private static bool TryRead(string? payload, Type type, bool allowNull, out object? value)
    {
        value = null;
        if (payload is null)
        {
            return false;
        }

        try
        {
            value = s_read.MakeGenericMethod(type).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [payload, allowNull], null);
            return true;
        }
        catch (PayloadException)
        {
            return false;
        }
    }

    private static T Read<T>(string payload, bool allowNull) => ResultReader.Read<T>(Encoding.UTF8.GetBytes(payload), s_rules, allowNull);

    private static string Described(object? value) => value switch
    {
        null => "null",
        string text => JsonSerializer.Serialize(text),
        byte[] bytes => "bytes " + Convert.ToHexString(bytes),
        Memory<byte> memory => "bytes " + Convert.ToHexString(memory.Span),
        ReadOnlyMemory<byte> memory => "bytes " + Convert.ToHexString(memory.Span),
        PythonValue python => python.ToString(),
        JsonElement element => element.GetRawText(),
        JsonDocument document => document.RootElement.GetRawText(),
        JsonNode node => node.ToJsonString(s_named),
        DateTime time => $"{time:yyyy-MM-ddTHH:mm:ss.FFFFFFF} {time.Kind}",
        DateTimeOffset time => time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        Dot dot => $"Dot({Described(dot.X)})",
        double number => number.ToString("R", CultureInfo.InvariantCulture) + (double.IsInteger(number) ? ".0" : ""),
        IDictionary entries => "{" + string.Join(", ", entries.Keys.Cast<object>().Select(key => $"{Described(key)}: {Described(entries[key])}")) + "}",
        IEnumerable items => "[" + string.Join(", ", items.Cast<object?>().Select(Described)) + "]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static Dictionary<string, (string? Json, string? Pickle)> Write()
    {
        var values = Contract.Values.Values.SelectMany(texts => texts).Distinct().ToArray();
        var folder = Path.Combine(TestPaths.Root, "src", "GlobusCompute.Remote.LocalService", "Worker");
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("GCOMPUTE_PYTHON") is { Length: > 0 } path ? path : "/usr/bin/python3", ["-X", "utf8", "-B", "-W", "ignore", "-c", Script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(JsonSerializer.Serialize(new object[] { folder, Contract.Python, values }));
        process.StandardInput.Close();
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        Assert.Equal((0, values.Length), (process.ExitCode, lines.Length));
        return values.Zip(lines, (value, line) => (value, JsonSerializer.Deserialize<string?[]>(line)!)).ToDictionary(pair => pair.value, pair => (pair.Item2[0], pair.Item2[1]));
    }

    private enum Ink
    {
        Red = 1,
    }

    private sealed record Dot(object? X = null);
}
