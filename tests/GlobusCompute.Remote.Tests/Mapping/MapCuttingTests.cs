using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Mapping;
using GlobusCompute.Remote.Proxies;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Mapping;

/// <summary>Random texts, options and orders, by fixed seeds: no request is too large, and every item comes once with its own value.</summary>
public sealed class MapCuttingTests
{
    private const int MaxRequestBytes = 12_000;

    private static readonly string[] s_pieces = ["a", "\"", "\\", "\n", "é", "😀", "\ud800", "[1, 2]", "\0", "plain text "];

    private static readonly ProxyMethod s_method = new(
        "ITest.Echo", "echo", new ProxyParameter("prefix", "prefix"), new ProxyParameter("x", "x"), new ProxyParameter("suffix", "suffix", ProxyPassing.Keyword))
    {
        Source = "def echo(prefix, x, *, suffix):\n    return x\n",
    };

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Tasks_fit_into_requests_and_items_come_once_each(int seed)
    {
        var random = new Random(seed);
        var texts = Enumerable.Range(0, random.Next(0, 120)).Select(_ => Text(random)).ToArray();
        var options = new ComputeMapOptions
        {
            ChunkSize = random.Next(4) == 0 ? 1 : random.Next(2, 50),
            MaxInFlight = random.Next(1, 6),
            Order = (ComputeMapOrder)random.Next(2),
        };
        var largest = new ConcurrentQueue<int>();
        var service = new FakeComputeService
        {
            OnTask = call =>
            {
                largest.Enqueue(call.Arguments.Length + call.Function.CodeBytes - call.Target.MaxTaskBytes);
                return (TaskState.Succeeded, Echo(JsonSerializer.Deserialize<string>(call.Arguments.Span)!, options.ChunkSize > 1));
            },
        };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options(maxRequestBytes: MaxRequestBytes));
        var executor = new ComputeExecutor(runtime, TestCalls.Target(runtime), "", []);
        var call = new ProxyContext(executor.Runtime, PayloadRules.ForBuiltInShapes(ComputeNaming.SnakeCase), ComputeNaming.SnakeCase).BeginMap(s_method);
        call.Add(Text(random, most: 500));
        call.AddItems(texts);
        call.Add(Text(random, most: 500));
        var map = call.Map<string>(options);

        var given = new string?[texts.Length];
        var count = 0;
        await foreach (var item in map.WithCancellation(TestContext.Current.CancellationToken))
        {
            Assert.Null(given[item.Index]);
            Assert.True(options.Order == ComputeMapOrder.Completion || item.Index == count);
            count++;
            if (item.IsSuccess)
            {
                given[item.Index] = item.Value;
            }
            else
            {
                // Only what could not have gone alone either.
                Assert.Contains($"item {item.Index} takes", Assert.IsType<ArgumentException>(item.Exception).Message);
                Assert.True(texts[item.Index].Length > 500);
                given[item.Index] = texts[item.Index];
            }
        }

        Assert.Equal(texts, given);
        Assert.All(largest, static excess => Assert.InRange(excess, int.MinValue, 0));
    }

    private static string Text(Random random, int most = 4000)
    {
        var text = new StringBuilder();
        for (var length = random.Next(4) == 0 ? random.Next(most) : random.Next(80); text.Length < length;)
        {
            text.Append(s_pieces[random.Next(s_pieces.Length)]);
        }

        return text.ToString();
    }

    /// <summary>What Python would answer.</summary>
    private static string Echo(string packed, bool isChunk)
    {
        var start = packed.IndexOf("\n11\n", StringComparison.Ordinal) + 4;
        using var arguments = JsonDocument.Parse(packed.Substring(start, int.Parse(packed[..(start - 4)], System.Globalization.CultureInfo.InvariantCulture) - 3));
        var first = arguments.RootElement;
        return isChunk
            ? MapStage.Chunk([.. first[0].EnumerateArray().Select(static row => "11\n" + row[0].GetRawText())])
            : "11\n" + first[1].GetRawText();
    }
}
