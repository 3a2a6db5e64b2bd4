using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace GlobusCompute.Remote.TestFixtures.Tests;

/// <summary>Starting, stopping and killing, with nodes of the tests' own.</summary>
public sealed class RabbitMqLifeTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Confirmed_messages_survive_a_kill_and_a_stop()
    {
        const int Count = 200;
        await using var node = await StartNodeAsync();
        var port = node.Port;
        await using (var amqp = await Amqp.ConnectAsync(node.Uri))
        {
            await amqp.DeclareAsync("durable");
            await Task.WhenAll(Enumerable.Range(0, Count).Select(number => amqp.PublishAsync("durable", $"{number}").AsTask()));

            // The broker answers before it has written down that there is a queue; only the messages are on the disk by then.
            Assert.Equal("dumped", await node.EvaluateAsync("mnesia:dump_log()"));
            await node.KillAsync();

            await Poll.InTimeAsync(amqp.Ended.Task);
        }

        Assert.False(node.IsRunning);
        await AssertNothingListensAsync(port);

        await node.StartAsync();
        output.WriteLine($"Started again after {node.StartTime.TotalSeconds:0.0} s");
        Assert.Equal(port, node.Port);
        await using (var amqp = await Amqp.ConnectAsync(node.Uri))
        {
            Assert.Equal((uint)Count, (await amqp.Channel.QueueDeclarePassiveAsync("durable")).MessageCount);

            await node.RestartAsync();

            // An orderly stop says so: 320 is CONNECTION_FORCED.
            Assert.Equal(320, (await Poll.InTimeAsync(amqp.Ended.Task)).ReplyCode);
        }

        await using (var amqp = await Amqp.ConnectAsync(node.Uri))
        {
            await amqp.ConsumeAsync("durable");
            for (var number = 0; number < Count; number++)
            {
                Assert.Equal($"{number}", await amqp.NextAsync());
            }

            Assert.Equal(0u, (await amqp.Channel.QueueDeclarePassiveAsync("durable")).MessageCount);
        }
    }

    [Fact]
    public async Task A_node_with_a_certificate_speaks_TLS_and_a_client_checks_its_name()
    {
        using var certificate = CreateCertificate("localhost");
        await using var node = new RabbitMqNode(certificate);
        await node.StartAsync();
        var user = await node.AddUserAsync("tls", ".*", ".*", ".*");

        await using (var amqp = await Amqp.ConnectAsync(node.TlsUriFor(user), certificate))
        {
            await amqp.DeclareAsync("tls");
            await amqp.ConsumeAsync("tls");
            await amqp.PublishAsync("tls", "secret");
            Assert.Equal("secret", await amqp.NextAsync());
        }

        // The same node by a name that its certificate does not have.
        var refused = await Assert.ThrowsAsync<BrokerUnreachableException>(() => Amqp.ConnectAsync(node.TlsUriFor(user, "127.0.0.1"), certificate));
        Assert.Contains(nameof(System.Security.Authentication.AuthenticationException), refused.ToString(), StringComparison.Ordinal);
        await using var plain = await Amqp.ConnectAsync(node.UriFor(user));
        Assert.True(plain.Connection.IsOpen);
    }

    [Fact]
    public async Task Nothing_is_left_after_dispose()
    {
        var node = await StartNodeAsync();
        int[] processes = [node.ProcessId!.Value, node.SupervisorProcessId!.Value];
        Assert.All(processes, id => Assert.True(ProcessTable.IsRunning(id)));
        Assert.Contains(processes[0], ProcessTable.WithEnvironment(node.Folder!));

        await node.DisposeAsync();

        Assert.All(processes, id => Assert.False(ProcessTable.IsRunning(id)));
        Assert.False(Directory.Exists(node.Folder));
        await AssertNothingListensAsync(node.Port);
        await Poll.UntilAsync(() => ProcessTable.WithEnvironment(node.Folder!).Length == 0);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => node.StartAsync());
    }

    [Fact]
    public async Task Nothing_is_left_after_the_test_process_was_killed()
    {
        using var host = await NodeHost.StartAsync(NodeHost.Wait);
        Assert.True(ProcessTable.IsRunning(host.NodeProcessId));
        Assert.True(ProcessTable.IsRunning(host.SupervisorProcessId));

        await host.KillAsync();

        await AssertNothingIsLeftAsync(host);
    }

    [Fact]
    public async Task Nothing_is_left_after_the_test_process_ended_without_dispose()
    {
        using var host = await NodeHost.StartAsync(NodeHost.Leave);

        await host.WaitForExitAsync();

        await AssertNothingIsLeftAsync(host);
    }

    [Fact]
    public async Task The_node_ends_when_its_supervisor_is_killed()
    {
        await using var node = await StartNodeAsync();
        var id = node.ProcessId!.Value;
        using (var supervisor = System.Diagnostics.Process.GetProcessById(node.SupervisorProcessId!.Value))
        {
            supervisor.Kill();
        }

        await Poll.UntilAsync(() => !ProcessTable.IsRunning(id));
        await Poll.UntilAsync(() => !node.IsRunning);

        await node.StartAsync();
        Assert.NotEqual(id, node.ProcessId);
    }

    [Fact]
    public async Task Starting_stopping_and_killing_twice_does_nothing()
    {
        await using var node = await StartNodeAsync();
        var id = node.ProcessId;

        await node.StartAsync();
        Assert.Equal(id, node.ProcessId);

        await node.StopAsync();
        await node.StopAsync();
        await node.KillAsync();
        Assert.False(node.IsRunning);
        var exception = await Assert.ThrowsAsync<RabbitMqException>(() => node.EvaluateAsync("ok"));
        Assert.Contains("start it first", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_cannot_start_says_what_it_printed_and_leaves_nothing()
    {
        await using var node = new RabbitMqNode();
        using var occupied = new TcpListener(IPAddress.Loopback, node.Port);
        occupied.Start();

        var exception = await Assert.ThrowsAsync<RabbitMqException>(() => node.StartAsync());

        Assert.Contains("eaddrinuse", exception.Message, StringComparison.Ordinal);
        Assert.False(node.IsRunning);
        await Poll.UntilAsync(() => ProcessTable.WithEnvironment(node.Folder!).Length == 0);
    }

    [Fact]
    public void A_missing_server_says_how_to_install_it()
    {
        var folder = Path.Combine(Path.GetTempPath(), "no-such-folder");
        var programs = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator);

        var exception = Assert.Throws<RabbitMqException>(() => RabbitMqInstallation.Find([folder], programs));

        Assert.Contains(folder, exception.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install rabbitmq-server", exception.Message, StringComparison.Ordinal);
    }

    private async Task<RabbitMqNode> StartNodeAsync()
    {
        var node = new RabbitMqNode();
        await node.StartAsync();
        output.WriteLine($"Started after {node.StartTime.TotalSeconds:0.0} s");
        return node;
    }

    private static X509Certificate2 CreateCertificate(string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static async Task AssertNothingIsLeftAsync(NodeHost host)
    {
        await Poll.UntilAsync(() => !ProcessTable.IsRunning(host.NodeProcessId));
        await Poll.UntilAsync(() => !ProcessTable.IsRunning(host.SupervisorProcessId));
        await Poll.UntilAsync(() => !Directory.Exists(host.Folder));
        await Poll.UntilAsync(() => ProcessTable.WithEnvironment(host.Folder).Length == 0);
    }

    private static async Task AssertNothingListensAsync(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var exception = await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync(IPAddress.Loopback, port));
        Assert.Equal(SocketError.ConnectionRefused, exception.SocketErrorCode);
    }
}
