using System.Text.Json;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.IntegrationTests.Shell;
using GlobusCompute.Remote.Mapping;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.IntegrationTests.Recording;

/// <summary>Functions of <c>payloads.py</c>.</summary>
public interface IPayloads
{
    [ComputeFunction(File = "Recording/payloads.py", Name = "value")]
    ComputeFuture<PythonValue> Value(string kind, int seed);

    [ComputeFunction(File = "Recording/payloads.py", Name = "fail")]
    ComputeFuture<PythonValue> Fail(string kind, int seed);
}

/// <summary>Hundreds of calls of every kind, and what became of each as a text.</summary>
internal static class RecordedRun
{
    private const int Seeds = 16;

    private static readonly string[] s_values =
    [
        "none", "bool", "int", "float", "complex", "text", "surrogate", "bytes", "list", "tuple", "set", "dict", "json", "ordered", "datetime", "delta", "decimal",
        "fraction", "uuid", "path", "range", "array", "scalar", "dataclass", "enum", "large",
    ];

    private static readonly string[] s_failures = ["chained", "group", "own", "deep", "exit", "unpicklable", "huge", "lost"];

    /// <summary>Makes the calls.</summary>
    /// <returns>By call, what became of it.</returns>
    public static async Task<SortedDictionary<string, string>> MakeAsync(ComputeExecutor executor)
    {
        var outcomes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var calls = new List<(string Name, Task<string> Outcome)>();
        var payloads = executor.CreateProxy<IPayloads>();
        foreach (var kind in s_values)
        {
            for (var seed = 0; seed < Seeds; seed++)
            {
                calls.Add(($"{kind} {seed}", DescribeAsync(payloads.Value(kind, seed))));
            }
        }

        foreach (var kind in s_failures)
        {
            for (var seed = 0; seed < (kind is "lost" or "huge" ? 1 : Seeds); seed++)
            {
                calls.Add(($"{kind} {seed}", DescribeAsync(payloads.Fail(kind, seed))));
            }
        }

        var functions = executor.CreateProxy<IFunctions>();
        calls.Add(("echo text", DescribeAsync(functions.EchoText("\0 \ud83d\ude00"))));
        calls.Add(("echo any", DescribeAsync(functions.EchoAny(new object?[] { 1, "a", null, 2.5, new byte[] { 1, 2 } }))));
        calls.Add(("misread", DescribeAsync(functions.MisreadMeasurement("a", [1, 2]))));
        calls.Add(("none for int", DescribeAsync(functions.Nothing())));
        calls.Add(("nothing", DescribeAsync(functions.NothingAtAll())));
        calls.Add(("fail without result", DescribeAsync(functions.Fail("x"))));
        calls.Add(("too big", DescribeAsync(functions.BigAsInt(100))));
        calls.Add(("measurement", DescribeAsync(functions.Measurement("a", [1, 2, 4]))));
        var commands = executor.CreateProxy<ICommands>();
        for (var code = 0; code < 8; code++)
        {
            calls.Add(($"command {code}", DescribeAsync(commands.Exit(code))));
            calls.Add(($"lines {code}", DescribeAsync(commands.Lines(code))));
        }

        foreach (var (name, outcome) in calls)
        {
            outcomes.Add(name, await outcome);
        }

        var maps = executor.CreateProxy<IMaps>();
        await foreach (var item in maps.Areas(Enumerable.Range(0, 40).Select(static i => (double)i), 2, new ComputeMapOptions { ChunkSize = 4, Order = ComputeMapOrder.Input }))
        {
            outcomes.Add($"area {item.Index:D2}", Describe(item));
        }

        await foreach (var item in maps.Whims(["a", "raise", "b"], new ComputeMapOptions { ChunkSize = 2, Order = ComputeMapOrder.Input }))
        {
            outcomes.Add($"whim {item.Index}", Describe(item));
        }

        return outcomes;
    }

    private static string Describe<T>(ComputeMapItem<T> item) => item.Exception is { } error ? Describe(error) : $"{item.Value}";

    private static async Task<string> DescribeAsync(Task future)
    {
        try
        {
            await future;
            return "done";
        }
        catch (ComputeException e)
        {
            return Describe(e);
        }
    }

    private static async Task<string> DescribeAsync<T>(Task<T> future)
    {
        try
        {
            var value = await future;
            var report = (future as IComputeFuture)?.Report;
            var facts = $"{report?.Worker} {report?.RunTime} {report?.ResultBytes} {report?.Attempts} ";
            return facts + (value is PythonValue python ? $"{python.TypeName} {python.Kind} {python}" : JsonSerializer.Serialize<object?>(value));
        }
        catch (ComputeException e)
        {
            return Describe(e);
        }
    }

    private static string Describe(Exception error) => error is TaskExecutionFailedException failed
        ? $"{failed.Message}\n{failed.RemoteType}\n{failed.RemoteMessage}\n{failed.RemoteTraceback}\n{failed.Traceback}\n{failed.Code}\n{failed.UserMessage}\n"
            + $"{failed.IsTransient}\n{failed.Handle.FunctionName}\n{failed.Handle.FunctionHash}\n{failed.Hint}"
        : $"{error.GetType()}: {error.Message}";
}
