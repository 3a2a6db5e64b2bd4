using GlobusCompute.Remote.TestFixtures;
using GlobusCompute.Remote.Tests.Results;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Streaming;

/// <summary>Streamed results that are slow to read.</summary>
public sealed class SlowStreamTests(RabbitMqFixture broker)
{
    private static readonly TimeSpan s_watchdog = TimeSpan.FromMinutes(2);
    private static readonly PythonFunction s_function = PythonFunction.FromId(Guid.NewGuid());
    private static readonly ComputeCallOptions s_options = ComputeCallOptions.ForReflection();

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(20)]
    public async Task Results_that_take_long_hold_up_nobody_and_are_acknowledged_once_they_are_held(int slow)
    {
        await using var harness = await new StreamHarness(broker.Node).WithQueueAsync();
        await harness.StreamingAsync();
        var executor = new ComputeExecutor(harness.Runtime, harness.Target, "", []);
        using var gate = new ManualResetEventSlim();
        var reading = 0;
        var text = SlowResult.That(() =>
        {
            Interlocked.Increment(ref reading);
            gate.Wait();
            return new SlowResult();
        });
        var held = Enumerable.Range(0, slow).Select(_ => executor.Submit<SlowResult>(s_function, options: s_options)).ToList();
        var others = Enumerable.Range(0, 300).Select(_ => harness.Call()).ToList();
        foreach (var id in await Task.WhenAll(held.Select(static future => future.Submitted)))
        {
            await harness.PublishAsync(id, text.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal));
        }

        foreach (var id in await Task.WhenAll(others.Select(static future => future.Submitted)))
        {
            await harness.PublishAsync(id);
        }

        await Task.WhenAll(others).WaitAsync(s_watchdog);
        await harness.QueueEmptyAsync();
        await Eventually.TrueAsync(() => reading == slow);
        Assert.All(held, static future => Assert.False(future.IsCompleted));
        Assert.True(held[0].Cancel());
        gate.Set();
        await Task.WhenAll(held.Skip(1)).WaitAsync(s_watchdog);
        Assert.True(held[0].IsCanceled);
    }
}
