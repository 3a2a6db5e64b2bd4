using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GlobusCompute.Remote.Proxies;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Wire;

namespace GlobusCompute.Remote.Tests.Mapping;

/// <summary>A Map of <c>int</c> over a service in memory, whose tasks end when a test says so.</summary>
internal sealed partial class MapStage : IAsyncDisposable
{
    private static readonly ProxyMethod s_method = new("ITest.Twice", "twice", new ProxyParameter("x", "x"))
    {
        Source = "def twice(x):\n    return 2 * x\n",
    };

    private static readonly ProxyMethod s_pair = new("ITest.Pair", "pair", new ProxyParameter("x", "x"), new ProxyParameter("y", "y", ProxyPassing.Keyword))
    {
        Source = "def pair(x, y):\n    return x\n",
    };

    public MapStage(ComputeClientOptions? options = null)
    {
        Service.OnTask = call =>
        {
            var values = ValuesOf(Encoding.ASCII.GetString(call.Arguments.Span));
            Accepted.Enqueue(values);
            return Answer(values);
        };
        Runtime = new ComputeRuntime(Service, options ?? TestCalls.Options());
        Executor = new ComputeExecutor(Runtime, TestCalls.Target(Runtime), "", []);
    }

    public FakeComputeService Service { get; } = new();

    public ComputeRuntime Runtime { get; }

    public ComputeExecutor Executor { get; }

    /// <summary>The items of each accepted task.</summary>
    public ConcurrentQueue<int[]> Accepted { get; } = new();

    /// <summary>What becomes of a task at once; by default it gives twice each item.</summary>
    public Func<int[], (TaskState, string?)> Answer { get; set; } = static values => (TaskState.Succeeded, Twice(values, isChunk: false));

    public ProxyContext Context => new(Executor.Runtime, PayloadRules.ForBuiltInShapes(ComputeNaming.SnakeCase), ComputeNaming.SnakeCase);

    /// <summary>The result of a task of its own, or of a chunk.</summary>
    public static string Twice(int[] values, bool isChunk) =>
        isChunk
            ? Chunk([.. values.Select(static v => Json(v))])
            : Json(values[0]);

    /// <summary>A chunk's result from the results of its items.</summary>
    public static string Chunk(params string[] items) =>
        "11\n" + System.Text.Json.JsonSerializer.Serialize(string.Concat(items.Select(static i => $"{i.Length}\n{i}")));

    public ComputeMap<int> Map(IEnumerable<int> input, ComputeMapOptions? options = null, CancellationToken cancellationToken = default)
    {
        var call = Context.BeginMap(s_method);
        call.AddItems(input);
        return call.Map<int>(options, cancellationToken);
    }

    public ComputeMap<int> Map(IAsyncEnumerable<int> input, ComputeMapOptions? options = null)
    {
        var call = Context.BeginMap(s_method);
        call.AddItems(input);
        return call.Map<int>(options);
    }

    public ComputeMap<int> Map(IEnumerable<int> x, IEnumerable<int> y, ComputeMapOptions? options = null)
    {
        var call = Context.BeginMap(s_pair);
        call.AddItems(x);
        call.AddItems(y);
        return call.Map<int>(options);
    }

    public ValueTask DisposeAsync() => Runtime.DisposeAsync();

    private static string Json(int value) => "11\n" + (2 * value).ToString(CultureInfo.InvariantCulture);

    // "9\n11\n[7]5\n11\n{}" of a task of its own, or "41\n11\n[[[7], [8]], [0], [null], {}]…" of the wrapper.
    private static int[] ValuesOf(string arguments)
    {
        var list = ListPattern().Match(arguments).Groups[1].Value;
        return [.. NumberPattern().Matches(list).Select(static m => int.Parse(m.Value, CultureInfo.InvariantCulture))];
    }

    [GeneratedRegex(@"^""\d+\\n11\\n\[(\[\[.*?\]\]|[^\]]*)")]
    private static partial Regex ListPattern();

    [GeneratedRegex(@"-?\d+")]
    private static partial Regex NumberPattern();
}
