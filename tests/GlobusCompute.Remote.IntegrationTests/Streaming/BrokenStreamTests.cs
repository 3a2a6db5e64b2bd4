using System.Collections.Concurrent;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.TestFixtures;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Streaming;

/// <summary>Connections that end badly. Alone, since what others leave unobserved cannot be told from what a client does.</summary>
[Collection(nameof(BrokenStreamTests))]
[CollectionDefinition(nameof(BrokenStreamTests), DisableParallelization = true)]
public sealed class BrokenStreamTests(RabbitMqFixture broker)
{
    private static readonly TimeSpan s_watchdog = TimeSpan.FromMinutes(2);

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
        await LeavesNothingUnobservedAsync(async () =>
        {
            await using var proxy = new TcpFaultProxy(broker.Node.Port);
            if (!isStreaming)
            {
                Break(proxy, how);
            }

            await RunAsync(proxy);
        });

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

    [Fact]
    public async Task A_client_that_ends_while_the_broker_is_asked_for_more_leaves_no_unobserved_exception() =>
        await LeavesNothingUnobservedAsync(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                await using var harness = await new StreamHarness(broker.Node, shutdown: TimeSpan.FromMilliseconds(100)).WithQueueAsync();
                await harness.StreamingAsync();
                var (futures, ids) = await harness.CallAsync(300);
                await harness.PublishAllAsync(ids);
                await Task.WhenAny(futures.Skip(97 + i));
                await harness.Runtime.DisposeAsync().AsTask().WaitAsync(s_watchdog);
                Assert.All(await Task.WhenAll(futures.Select(static future => Record.ExceptionAsync(() => future).AsTask())), static error =>
                    Assert.True(error is null or ComputeDetachedException, error?.ToString()));
                await Eventually.TrueAsync(async () => await harness.QueueAsync() is { Consumers: 0, Unacknowledged: 0 });
            }
        });

    private static async Task LeavesNothingUnobservedAsync(Func<Task> work)
    {
        Collect();
        var unobserved = new ConcurrentQueue<string>();
        EventHandler<UnobservedTaskExceptionEventArgs> note = (_, e) =>
        {
            // When a channel closes under a request, RabbitMQ.Client fails a task that it has given to nobody: an exception that was never thrown.
            if (!e.Exception.InnerExceptions.All(static inner => inner is OperationInterruptedException { StackTrace: null }))
            {
                unobserved.Enqueue(e.Exception.ToString());
            }
        };
        TaskScheduler.UnobservedTaskException += note;
        await work();

        // What outlives the client ends in the background: its sockets are closed.
        Collect();
        TaskScheduler.UnobservedTaskException -= note;
        Assert.True(unobserved.IsEmpty, string.Join('\n', unobserved));
    }

    // Whatever is left of connections is found by its finalizers.
    private static void Collect()
    {
        for (var i = 0; i < 10; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Yield();
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
