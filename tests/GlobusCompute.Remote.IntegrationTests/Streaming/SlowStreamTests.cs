using System.Collections.Concurrent;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.TestFixtures;
using GlobusCompute.Remote.Tests.Results;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Streaming;

/// <summary>Streamed results that are slow to read, and connections that end badly.</summary>
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
        var executor = new ComputeExecutor(harness.Runtime, harness.Target, "");
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

    [Theory]
    [InlineData("nothing", true)]
    [InlineData("stall", true)]
    [InlineData("stall to the broker", true)]
    [InlineData("stall to the client", true)]
    [InlineData("half close by the client", true)]
    [InlineData("half close by the broker", true)]
    [InlineData("reset", true)]
    [InlineData("reset, then stall", true)]
    [InlineData("refuse", true)]
    [InlineData("stall", false)]
    [InlineData("stall to the client", false)]
    [InlineData("stall to the broker", false)]
    public async Task A_client_whose_connection_is_broken_ends_and_leaves_no_unobserved_exception(string how, bool isStreaming)
    {
        var unobserved = new ConcurrentQueue<string>();
        EventHandler<UnobservedTaskExceptionEventArgs> note = (_, e) => unobserved.Enqueue(e.Exception.ToString());
        TaskScheduler.UnobservedTaskException += note;
        await using (var proxy = new TcpFaultProxy(broker.Node.Port))
        {
            if (!isStreaming)
            {
                Break(proxy, how);
            }

            await RunAsync(proxy);
            await Eventually.TrueAsync(() => how == "refuse" || proxy.OpenConnections == 0 || isStreaming);
        }

        // What outlives the client ends in the background: its sockets are closed.
        for (var i = 0; i < 20; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        TaskScheduler.UnobservedTaskException -= note;
        Assert.Empty(unobserved);

        async Task RunAsync(TcpFaultProxy through)
        {
            await using var harness = await new StreamHarness(broker.Node, clientPort: through.Port, shutdown: TimeSpan.FromMilliseconds(100)).WithQueueAsync();
            var future = harness.Call();
            await future.Submitted;
            await Eventually.TrueAsync(() => isStreaming ? harness.Runtime.Results.State == ComputeDeliveryState.Streaming : through.AcceptedConnections > 0);
            if (isStreaming)
            {
                Break(through, how);
            }

            await harness.Runtime.DisposeAsync().AsTask().WaitAsync(s_watchdog);

            await Assert.ThrowsAsync<ComputeDetachedException>(() => future);
        }
    }

    private static void Break(TcpFaultProxy proxy, string how)
    {
        switch (how)
        {
            case "stall":
                proxy.Stall();
                break;
            case "stall to the broker":
                proxy.Stall(TcpDirection.ToServer);
                break;
            case "stall to the client":
                proxy.Stall(TcpDirection.ToClient);
                break;
            case "half close by the client":
                proxy.HalfClose(TcpDirection.ToServer);
                break;
            case "half close by the broker":
                proxy.HalfClose(TcpDirection.ToClient);
                break;
            case "reset":
                proxy.Cut();
                break;
            case "reset, then stall":
                proxy.Stall();
                proxy.Cut();
                break;
            case "refuse":
                proxy.RefuseConnections();
                proxy.Cut();
                break;
        }
    }
}
