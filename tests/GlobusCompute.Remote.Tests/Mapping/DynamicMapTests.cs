using GlobusCompute.Remote.Tests.Executor;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Mapping;

/// <summary>Maps of functions that are known at run time only.</summary>
public sealed class DynamicMapTests
{
    private static readonly PythonFunction s_area = PythonFunction.FromSource("def area(radius, scale, *, unit=1):\n    return radius * scale * unit\n");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_element_is_the_first_argument_and_the_others_follow()
    {
        await using var harness = new ExecutorHarness();
        harness.Service.OnTask = static _ => (TaskState.Succeeded, "11\n1.0");

        await harness.Executor.Map<double, double>(s_area, [1.5, 2.5], CallArguments.Of(2).AddKeyword("unit", "m")).WhenAll(Token);

        Assert.Equal(
            ["11\n11\n[1.5, 2]16\n11\n{\"unit\": \"m\"}", "11\n11\n[2.5, 2]16\n11\n{\"unit\": \"m\"}"],
            harness.Sent.Select(static s => s.Arguments).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Chunks_give_the_wrapper_the_elements_their_places_and_the_rest()
    {
        await using var harness = new ExecutorHarness();
        harness.Service.OnTask = static _ => (TaskState.Succeeded, MapStage.Chunk("11\n1", "11\n2"));

        var values = await harness.Executor.Map<double, int>(s_area, [1.5, 2.5], CallArguments.Of(2).AddKeyword("unit", "m"), new ComputeMapOptions { ChunkSize = 2 }).WhenAll(Token);

        Assert.Equal([1, 2], values);
        Assert.Equal("50\n11\n[[[1.5], [2.5]], [0], [null, 2], {\"unit\": \"m\"}]5\n11\n{}", Assert.Single(harness.Sent).Arguments);
    }

    [Fact]
    public async Task Arguments_are_written_at_the_call_and_settings_kept_from_it()
    {
        await using var harness = new ExecutorHarness();
        harness.Service.OnTask = static _ => (TaskState.Succeeded, "11\n1.0");
        int[] scale = [1];
        harness.Executor.BatchSize = 7;
        var map = harness.Executor.Map<int, double>(s_area, Stream(), CallArguments.Of(scale));

        scale[0] = 2;
        harness.Executor.BatchSize = 8;
        await map.WhenAll(Token);

        var (settings, arguments) = Assert.Single(harness.Sent);
        Assert.Equal(7, settings.BatchSize);
        Assert.StartsWith("11\n11\n[5, [1]]", arguments);

        static async IAsyncEnumerable<int> Stream()
        {
            await Task.Yield();
            yield return 5;
        }
    }

    [Fact]
    public async Task Call_options_hold_for_each_task()
    {
        var time = new ManualTimeProvider();
        await using var harness = new ExecutorHarness(time: time);
        harness.Service.OnTask = static _ => (TaskState.Pending, null);
        var options = new ComputeCallOptions { Timeout = TimeSpan.FromSeconds(5), AllowNone = true, Idempotent = true };
        var enumerator = harness.Executor.Map<int, string?>(s_area, [1], options: options).GetAsyncEnumerator(Token);
        var next = enumerator.MoveNextAsync();
        await Eventually.TrueAsync(() => !harness.Sent.IsEmpty);

        time.Advance(TimeSpan.FromSeconds(6));

        Assert.True(await next);
        Assert.IsType<ComputeTimeoutException>(enumerator.Current.Exception);
        await enumerator.DisposeAsync();
    }

    [Fact]
    public async Task What_is_wrong_throws_at_the_call()
    {
        await using var harness = new ExecutorHarness();
        var pinned = PythonFunction.FromId(Guid.NewGuid(), "area");

        Assert.Throws<ArgumentNullException>(() => harness.Executor.Map<int, int>(null!, [1]));
        Assert.Throws<ArgumentNullException>(() => harness.Executor.Map<int, int>(s_area, (IEnumerable<int>)null!));
        Assert.Contains("area is pinned to a function id", Assert.Throws<ArgumentException>(() => harness.Executor.Map<int, int>(pinned, [1], map: new() { ChunkSize = 2 })).Message);
        Assert.Contains("the argument 1 cannot be sent", Assert.Throws<ArgumentException>(() => harness.Executor.Map<int, int>(s_area, [1], CallArguments.Of(TimeSpan.Zero))).Message);
        await harness.Executor.ShutdownAsync();
        Assert.Throws<ObjectDisposedException>(() => harness.Executor.Map<int, int>(s_area, [1]));
    }
}
