using System.Diagnostics;
using System.Net.Sockets;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace GlobusCompute.Remote.TestFixtures.Tests;

/// <summary>What a client of the broker sees of each fault between the two.</summary>
public sealed class BrokenNetworkTests(RabbitMqFixture fixture, ITestOutputHelper output)
{
    private RabbitMqNode Node => fixture.Node;

    [Theory]
    [InlineData(TcpCut.Reset)]
    [InlineData(TcpCut.Finish)]
    public async Task After_a_cut_what_was_not_acknowledged_is_delivered_again(TcpCut how)
    {
        var queue = $"cut.{how}";
        await using var proxy = new TcpFaultProxy(Node.Port);
        await using (var amqp = await ConnectAsync(proxy))
        {
            await amqp.DeclareAsync(queue);
            await amqp.PublishAsync(queue, "held");
            Assert.NotNull(await amqp.Channel.BasicGetAsync(queue, autoAck: false));

            Assert.Equal(1, proxy.Cut(how));

            await Poll.InTimeAsync(amqp.Ended.Task);
        }

        await using var again = await ConnectAsync(proxy);
        await again.ConsumeAsync(queue);
        Assert.Equal("held", await again.NextAsync());
        Assert.Equal(2, proxy.AcceptedConnections);
    }

    [Fact]
    public async Task A_stalled_consumer_gets_its_message_when_the_network_is_back()
    {
        await using var proxy = new TcpFaultProxy(Node.Port);
        await using var direct = await Amqp.ConnectAsync(Node.Uri);
        await direct.DeclareAsync("stall.consumer");
        await using var amqp = await ConnectAsync(proxy);
        await amqp.ConsumeAsync("stall.consumer");

        proxy.Stall(TcpDirection.ToClient);
        var before = proxy.BytesToClient;
        await direct.PublishAsync("stall.consumer", "late");
        await Poll.UntilAsync(async () => (await Node.GetQueueStateAsync("stall.consumer")).Unacknowledged == 1);

        Assert.False(amqp.HasNext);
        Assert.Equal(before, proxy.BytesToClient);
        proxy.Resume(TcpDirection.ToClient);
        Assert.Equal("late", await amqp.NextAsync());
        await Poll.UntilAsync(async () => (await Node.GetQueueStateAsync("stall.consumer")).Unacknowledged == 0);
    }

    [Fact]
    public async Task A_stalled_publisher_gets_its_confirm_when_the_network_is_back()
    {
        await using var proxy = new TcpFaultProxy(Node.Port);
        await using var direct = await Amqp.ConnectAsync(Node.Uri);
        await direct.DeclareAsync("stall.publisher");
        await using var amqp = await ConnectAsync(proxy);

        proxy.Stall(TcpDirection.ToServer);
        var publishing = amqp.PublishAsync("stall.publisher", "late").AsTask();
        await direct.PublishAsync("stall.publisher", "early");

        Assert.False(publishing.IsCompleted);
        Assert.Equal(1u, (await direct.Channel.QueueDeclarePassiveAsync("stall.publisher")).MessageCount);
        proxy.Resume();
        await Poll.InTimeAsync(publishing);
        Assert.Equal(2u, (await direct.Channel.QueueDeclarePassiveAsync("stall.publisher")).MessageCount);
    }

    [Fact]
    public async Task A_refusing_proxy_lets_open_connections_work_and_new_ones_fail()
    {
        await using var proxy = new TcpFaultProxy(Node.Port);
        await using var amqp = await ConnectAsync(proxy);
        await amqp.DeclareAsync("refused");
        await amqp.ConsumeAsync("refused");

        proxy.RefuseConnections();

        var exception = await Assert.ThrowsAsync<BrokerUnreachableException>(() => ConnectAsync(proxy));
        Assert.Contains(Causes(exception), cause => cause is SocketException { SocketErrorCode: SocketError.ConnectionRefused });
        await amqp.PublishAsync("refused", "still works");
        Assert.Equal("still works", await amqp.NextAsync());

        proxy.AcceptConnections();
        await using var later = await ConnectAsync(proxy);
        Assert.True(later.Connection.IsOpen);
    }

    [Fact]
    public async Task A_throttled_client_gets_a_large_message_slowly()
    {
        await using var proxy = new TcpFaultProxy(Node.Port);
        await using var amqp = await ConnectAsync(proxy);
        await amqp.DeclareAsync("slow");
        var body = new string('x', 200_000);
        await amqp.PublishAsync("slow", body);
        proxy.Throttle(200_000, TcpDirection.ToClient);
        var watch = Stopwatch.StartNew();

        await amqp.ConsumeAsync("slow");
        Assert.Equal(body, await amqp.NextAsync());

        output.WriteLine($"200 kB at 200 kB/s: {watch.Elapsed.TotalSeconds:0.00} s");
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.9, 30);
    }

    [Fact]
    public async Task A_client_behind_the_proxy_finds_the_broker_again_after_it_was_killed()
    {
        await using var node = new RabbitMqNode();
        await using var proxy = new TcpFaultProxy(node.Port);
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => Amqp.ConnectAsync(node.UriFor(node.Administrator, proxy.Port)));
        await node.StartAsync();
        await using (var amqp = await Amqp.ConnectAsync(node.UriFor(node.Administrator, proxy.Port)))
        {
            await amqp.DeclareAsync("killed");
            await amqp.PublishAsync("killed", "kept");

            // The broker answers before it has written down that there is a queue; only the message is on the disk by then.
            await node.EvaluateAsync("mnesia:dump_log()");
            await node.KillAsync();
            await Poll.InTimeAsync(amqp.Ended.Task);
        }

        await Assert.ThrowsAsync<BrokerUnreachableException>(() => Amqp.ConnectAsync(node.UriFor(node.Administrator, proxy.Port)));
        await node.StartAsync();
        await using var again = await Amqp.ConnectAsync(node.UriFor(node.Administrator, proxy.Port));
        await again.ConsumeAsync("killed");
        Assert.Equal("kept", await again.NextAsync());
    }

    private Task<Amqp> ConnectAsync(TcpFaultProxy proxy) => Amqp.ConnectAsync(Node.UriFor(Node.Administrator, proxy.Port));

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException!)
        {
            yield return cause;
            foreach (var inner in (cause as AggregateException)?.InnerExceptions.SelectMany(Causes) ?? [])
            {
                yield return inner;
            }
        }
    }
}
