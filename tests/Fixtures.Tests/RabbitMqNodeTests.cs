using System.Net;
using System.Net.Sockets;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace GlobusCompute.Remote.TestFixtures.Tests;

public sealed class RabbitMqNodeTests(RabbitMqFixture fixture)
{
    private RabbitMqNode Node => fixture.Node;

    [Fact]
    public async Task Messages_pass_through_the_node()
    {
        await using var amqp = await Amqp.ConnectAsync(Node.Uri);
        await amqp.DeclareAsync("messages");
        await amqp.ConsumeAsync("messages");

        await amqp.PublishAsync("messages", "first");
        await amqp.PublishAsync("messages", "second");

        Assert.Equal("first", await amqp.NextAsync());
        Assert.Equal("second", await amqp.NextAsync());
    }

    [Fact]
    public async Task The_node_listens_on_loopback_only()
    {
        var listeners = await Node.EvaluateAsync("[inet:ntoa(A) || {listener, _, _, _, A, _, _} <- rabbit_networking:active_listeners()]");

        Assert.Contains("127.0.0.1", listeners, StringComparison.Ordinal);
        var addresses = Dns.GetHostAddresses(Dns.GetHostName()).Where(address => !IPAddress.IsLoopback(address));
        foreach (var address in addresses)
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync(address, Node.Port));
        }
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        var uri = Node.UriFor(Node.Administrator with { Password = "guess" });

        var exception = await Assert.ThrowsAsync<BrokerUnreachableException>(() => Amqp.ConnectAsync(uri));

        Assert.IsType<AuthenticationFailureException>(exception.InnerException);
    }

    [Fact]
    public async Task A_queue_reader_reads_queues_of_its_own_name_only()
    {
        await using var owner = await Amqp.ConnectAsync(Node.Uri);
        await owner.DeclareAsync("reader.1.group");
        await owner.DeclareAsync("readerX1.group");
        await owner.DeclareAsync("other.group");
        await owner.PublishAsync("reader.1.group", "mine");
        var user = await Node.AddQueueReaderAsync("reader.1");

        await using (var reader = await Amqp.ConnectAsync(Node.UriFor(user)))
        {
            await reader.ConsumeAsync("reader.1.group");
            Assert.Equal("mine", await reader.NextAsync());
        }

        Assert.Equal(403, await RefusalAsync(user, amqp => amqp.ConsumeAsync("readerX1.group")));
        Assert.Equal(403, await RefusalAsync(user, amqp => amqp.ConsumeAsync("other.group")));
        Assert.Equal(403, await RefusalAsync(user, amqp => amqp.DeclareAsync("reader.1.new")));
        Assert.Equal(403, await RefusalAsync(user, amqp => amqp.Channel.QueueDeleteAsync("reader.1.group", ifUnused: false, ifEmpty: false)));
        Assert.Equal(404, await RefusalAsync(user, amqp => amqp.ConsumeAsync("reader.1.absent")));
    }

    [Fact]
    public async Task A_renewed_password_replaces_the_old_one_and_leaves_connections_open()
    {
        var user = await Node.AddQueueReaderAsync("renewed");
        await using var owner = await Amqp.ConnectAsync(Node.Uri);
        await owner.DeclareAsync("renewed.group");
        await using var open = await Amqp.ConnectAsync(Node.UriFor(user));
        await open.ConsumeAsync("renewed.group");

        var renewed = await Node.RenewPasswordAsync(user);

        Assert.Equal(user.Name, renewed.Name);
        Assert.NotEqual(user.Password, renewed.Password);
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => Amqp.ConnectAsync(Node.UriFor(user)));
        await using var again = await Amqp.ConnectAsync(Node.UriFor(renewed));
        Assert.True(again.Connection.IsOpen);
        await owner.PublishAsync("renewed.group", "still here");
        Assert.Equal("still here", await open.NextAsync());
    }

    [Fact]
    public async Task A_deleted_user_is_refused()
    {
        var user = await Node.AddQueueReaderAsync("deleted");

        await Node.DeleteUserAsync(user);

        await Assert.ThrowsAsync<BrokerUnreachableException>(() => Amqp.ConnectAsync(Node.UriFor(user)));
    }

    [Fact]
    public async Task Any_characters_may_stand_in_names()
    {
        const string Name = "a'b\"c\\d é{}[]()%/#";
        await Node.AddVirtualHostAsync(Name);
        var user = await Node.AddUserAsync(Name, ".*", ".*", ".*", Name);

        await using var amqp = await Amqp.ConnectAsync(Node.UriFor(user, virtualHost: Name));
        await amqp.DeclareAsync(Name);
        await amqp.ConsumeAsync(Name);
        await amqp.PublishAsync(Name, "passed");

        Assert.Equal("passed", await amqp.NextAsync());
    }

    [Fact]
    public async Task The_node_says_why_an_expression_failed()
    {
        var exception = await Assert.ThrowsAsync<RabbitMqException>(() => Node.EvaluateAsync("ok = 1 + 1"));

        Assert.Contains("badmatch", exception.Message, StringComparison.Ordinal);
    }

    private async Task<int> RefusalAsync(RabbitMqUser user, Func<Amqp, Task> action)
    {
        await using var amqp = await Amqp.ConnectAsync(Node.UriFor(user));
        var exception = await Assert.ThrowsAsync<OperationInterruptedException>(() => action(amqp));
        return exception.ShutdownReason!.ReplyCode;
    }
}
