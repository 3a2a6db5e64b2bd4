using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using Xunit;

namespace GlobusCompute.Remote.TestFixtures.Tests;

/// <summary>What both ends of a proxied connection see, byte by byte.</summary>
public sealed class TcpFaultProxyTests
{
    private static readonly byte[] s_ping = [1, 2, 3];

    [Fact]
    public async Task Data_passes_both_ways_and_is_counted()
    {
        await using var line = await Line.OpenAsync();

        await line.Client.SendAsync(s_ping);
        await AssertReadsAsync(line.Server, s_ping);
        await line.Server.SendAsync(new byte[] { 4, 5 });
        await AssertReadsAsync(line.Client, [4, 5]);

        Assert.Equal(1, line.Proxy.AcceptedConnections);
        Assert.Equal(1, line.Proxy.OpenConnections);
        await Poll.UntilAsync(() => line.Proxy.BytesToServer == 3 && line.Proxy.BytesToClient == 2);
    }

    [Fact]
    public async Task A_reset_cut_is_a_reset_connection_for_both_ends()
    {
        await using var line = await Line.OpenAsync();

        Assert.Equal(1, line.Proxy.Cut(TcpCut.Reset));

        Assert.Equal(SocketError.ConnectionReset, await ReadErrorAsync(line.Client));
        Assert.Equal(SocketError.ConnectionReset, await ReadErrorAsync(line.Server));
        Assert.Equal(0, line.Proxy.OpenConnections);
    }

    [Fact]
    public async Task A_finish_cut_is_the_end_of_the_stream_for_both_ends()
    {
        await using var line = await Line.OpenAsync();

        Assert.Equal(1, line.Proxy.Cut(TcpCut.Finish));

        await AssertEndsAsync(line.Client);
        await AssertEndsAsync(line.Server);
        Assert.Equal(0, line.Proxy.OpenConnections);
    }

    [Fact]
    public async Task A_cut_works_while_stalled()
    {
        await using var line = await Line.OpenAsync();
        line.Proxy.Stall();
        await line.Client.SendAsync(s_ping);

        line.Proxy.Cut(TcpCut.Finish);

        await AssertEndsAsync(line.Client);
        await AssertEndsAsync(line.Server);
    }

    [Fact]
    public async Task After_a_cut_clients_connect_again()
    {
        await using var line = await Line.OpenAsync();
        line.Proxy.Cut();

        using var client = await TcpServer.ConnectAsync(line.Proxy.Port);
        using var server = await line.Listener.AcceptAsync();

        await client.SendAsync(s_ping);
        await AssertReadsAsync(server, s_ping);
        Assert.Equal(2, line.Proxy.AcceptedConnections);
    }

    [Theory]
    [InlineData(TcpDirection.ToServer)]
    [InlineData(TcpDirection.ToClient)]
    public async Task A_half_close_ends_one_direction_and_leaves_the_other(TcpDirection direction)
    {
        await using var line = await Line.OpenAsync();
        var (ended, open) = direction == TcpDirection.ToClient ? (line.Client, line.Server) : (line.Server, line.Client);

        line.Proxy.HalfClose(direction);

        await AssertEndsAsync(ended);
        await ended.SendAsync(s_ping);
        await AssertReadsAsync(open, s_ping);
        Assert.Equal(1, line.Proxy.OpenConnections);
    }

    [Fact]
    public async Task An_end_shutting_down_its_sending_side_still_receives()
    {
        await using var line = await Line.OpenAsync();

        line.Client.Shutdown(SocketShutdown.Send);

        await AssertEndsAsync(line.Server);
        await line.Server.SendAsync(s_ping);
        await AssertReadsAsync(line.Client, s_ping);
        line.Server.Shutdown(SocketShutdown.Send);
        await AssertEndsAsync(line.Client);
        await Poll.UntilAsync(() => line.Proxy.OpenConnections == 0);
    }

    [Fact]
    public async Task A_stalled_direction_holds_data_back_until_it_is_resumed()
    {
        await using var line = await Line.OpenAsync();
        line.Proxy.Stall(TcpDirection.ToServer);

        await line.Client.SendAsync(s_ping);
        var held = ReadAsync(line.Server, s_ping.Length);

        // The other direction works: a round trip of which only one half is held.
        await line.Server.SendAsync(s_ping);
        await AssertReadsAsync(line.Client, s_ping);
        Assert.Equal(0, line.Proxy.BytesToServer);
        Assert.False(held.IsCompleted);

        line.Proxy.Resume();
        Assert.Equal(s_ping, await held);
    }

    [Fact]
    public async Task A_stalled_proxy_accepts_connections_and_tells_nobody_that_the_other_end_is_gone()
    {
        await using var line = await Line.OpenAsync();
        line.Proxy.Stall();
        using var late = await TcpServer.ConnectAsync(line.Proxy.Port);
        using var lateServer = await line.Listener.AcceptAsync();
        await late.SendAsync(s_ping);
        var heldData = ReadAsync(lateServer, s_ping.Length);

        line.Server.Shutdown(SocketShutdown.Send);
        var heldEnd = line.Client.ReceiveAsync(new byte[1]);

        // The kernel has passed on the end of the stream long since when a round trip past the proxy is done.
        using (var direct = await TcpServer.ConnectAsync(line.Listener.Port))
        {
            using var directServer = await line.Listener.AcceptAsync();
            await direct.SendAsync(s_ping);
            await AssertReadsAsync(directServer, s_ping);
        }

        Assert.False(heldEnd.IsCompleted);
        Assert.False(heldData.IsCompleted);
        line.Proxy.Resume();
        Assert.Equal(0, await Poll.InTimeAsync(heldEnd));
        Assert.Equal(s_ping, await heldData);
    }

    [Fact]
    public async Task A_stalled_sender_is_blocked_in_the_end()
    {
        await using var line = await Line.OpenAsync();
        line.Proxy.Stall(TcpDirection.ToServer);
        var data = RandomNumberGenerator.GetBytes(16 * 1024 * 1024);
        var receiving = ReadAsync(line.Server, data.Length);

        var sending = SendAllAsync(line.Client, data);

        // As much the other way takes as long as the sender would need.
        var back = ReadAsync(line.Client, data.Length);
        await Poll.InTimeAsync(SendAllAsync(line.Server, data));
        AssertSame(data, await back);
        Assert.False(sending.IsCompleted);
        Assert.Equal(0, line.Proxy.BytesToServer);
        line.Proxy.Resume();
        await Poll.InTimeAsync(sending);
        AssertSame(data, await receiving);
    }

    [Fact]
    public async Task New_connections_are_refused_while_old_ones_go_on_and_accepted_again_on_the_same_port()
    {
        await using var line = await Line.OpenAsync();
        var port = line.Proxy.Port;

        for (var round = 0; round < 3; round++)
        {
            line.Proxy.RefuseConnections();
            line.Proxy.RefuseConnections();
            var exception = await Assert.ThrowsAsync<SocketException>(() => TcpServer.ConnectAsync(port));
            Assert.Equal(SocketError.ConnectionRefused, exception.SocketErrorCode);
            await line.Client.SendAsync(s_ping);
            await AssertReadsAsync(line.Server, s_ping);

            line.Proxy.AcceptConnections();
            line.Proxy.AcceptConnections();
            using var client = await TcpServer.ConnectAsync(port);
            using var server = await line.Listener.AcceptAsync();
            await client.SendAsync(s_ping);
            await AssertReadsAsync(server, s_ping);
        }

        Assert.Equal(port, line.Proxy.Port);
    }

    [Fact]
    public async Task Connections_are_refused_also_while_processes_start_which_hold_copies_of_the_listener_at_first()
    {
        await using var proxy = new TcpFaultProxy(FreePorts.Next());
        using var enough = new CancellationTokenSource();
        var starting = Task.Run(() =>
        {
            while (!enough.IsCancellationRequested)
            {
                using var process = OperatingSystem.IsWindows() ? Process.Start("cmd.exe", ["/c", "exit"]) : Process.Start("/bin/sh", ["-c", "exit"]);
                process.WaitForExit();
            }
        });

        for (var round = 0; round < 500; round++)
        {
            proxy.RefuseConnections();
            proxy.AcceptConnections();
        }

        proxy.RefuseConnections();
        var exception = await Assert.ThrowsAsync<SocketException>(() => TcpServer.ConnectAsync(proxy.Port));
        Assert.Equal(SocketError.ConnectionRefused, exception.SocketErrorCode);
        await enough.CancelAsync();
        await starting;
    }

    [Fact]
    public async Task A_client_of_a_server_that_is_down_is_reset()
    {
        await using var proxy = new TcpFaultProxy(FreePorts.Next());

        SocketError error;
        try
        {
            using var client = await TcpServer.ConnectAsync(proxy.Port);
            error = await ReadErrorAsync(client);
        }
        catch (SocketException e)
        {
            // The reset may come before the client knows that it is connected.
            error = e.SocketErrorCode;
        }

        Assert.Equal(SocketError.ConnectionReset, error);
        await Poll.UntilAsync(() => proxy.OpenConnections == 0);
    }

    [Fact]
    public async Task A_retargeted_proxy_sends_new_connections_to_the_other_server()
    {
        await using var line = await Line.OpenAsync();
        using var other = new TcpServer();

        line.Proxy.Retarget(other.Port);

        using var client = await TcpServer.ConnectAsync(line.Proxy.Port);
        using var server = await other.AcceptAsync();
        await client.SendAsync(s_ping);
        await AssertReadsAsync(server, s_ping);
        await line.Client.SendAsync(s_ping);
        await AssertReadsAsync(line.Server, s_ping);
        Assert.Equal(other.Port, line.Proxy.TargetPort);
    }

    [Fact]
    public async Task A_throttled_direction_keeps_to_its_rate()
    {
        await using var line = await Line.OpenAsync();
        line.Proxy.Throttle(20_000, TcpDirection.ToClient);
        var data = RandomNumberGenerator.GetBytes(30_000);
        var watch = Stopwatch.StartNew();

        await SendAllAsync(line.Server, data);
        AssertSame(data, await ReadAsync(line.Client, data.Length));

        // 1.5 s by the rate; the first chunk may have been on its way. No upper bound: machines are busy.
        Assert.True(watch.Elapsed.TotalSeconds >= 1.4);
        await SendAllAsync(line.Client, data);
        AssertSame(data, await ReadAsync(line.Server, data.Length));
        line.Proxy.Throttle(null);
        await SendAllAsync(line.Server, data);
        AssertSame(data, await ReadAsync(line.Client, data.Length));
    }

    [Fact]
    public async Task Data_stays_whole_while_many_threads_change_the_flow()
    {
        await using var line = await Line.OpenAsync();
        var data = RandomNumberGenerator.GetBytes(4 * 1024 * 1024);
        var receiving = ReadAsync(line.Server, data.Length);
        var returning = ReadAsync(line.Client, data.Length);
        var sending = Task.WhenAll(SendAllAsync(line.Client, data), SendAllAsync(line.Server, data));

        Parallel.For(0, 2_000, number =>
        {
            switch (number % 6)
            {
                case 0: line.Proxy.Stall((TcpDirection)(1 + (number % 3))); break;
                case 1: line.Proxy.Throttle(50_000_000); break;
                case 2: line.Proxy.Throttle(null); break;
                case 3: line.Proxy.RefuseConnections(); break;
                case 4: line.Proxy.AcceptConnections(); break;
                default: line.Proxy.Resume(); break;
            }
        });
        line.Proxy.Resume();
        line.Proxy.Throttle(null);
        line.Proxy.AcceptConnections();

        await Poll.InTimeAsync(sending);
        AssertSame(data, await receiving);
        AssertSame(data, await returning);
        using var late = await TcpServer.ConnectAsync(line.Proxy.Port);
        using var lateServer = await line.Listener.AcceptAsync();
    }

    [Fact]
    public async Task Dispose_resets_connections_and_frees_the_port_even_while_stalled()
    {
        await using var line = await Line.OpenAsync();
        line.Proxy.Stall();
        await line.Client.SendAsync(s_ping);

        await Poll.InTimeAsync(line.Proxy.DisposeAsync().AsTask());

        Assert.Equal(SocketError.ConnectionReset, await ReadErrorAsync(line.Client));
        var exception = await Assert.ThrowsAsync<SocketException>(() => TcpServer.ConnectAsync(line.Proxy.Port));
        Assert.Equal(SocketError.ConnectionRefused, exception.SocketErrorCode);
        Assert.Throws<ObjectDisposedException>(line.Proxy.AcceptConnections);
    }

    private static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> data)
    {
        while (!data.IsEmpty)
        {
            data = data[await socket.SendAsync(data)..];
        }
    }

    private static async Task<byte[]> ReadAsync(Socket socket, int count)
    {
        var data = new byte[count];
        for (var read = 0; read < count;)
        {
            var received = await Poll.InTimeAsync(socket.ReceiveAsync(data.AsMemory(read)).AsTask());
            Assert.NotEqual(0, received);
            read += received;
        }

        return data;
    }

    private static async Task AssertReadsAsync(Socket socket, byte[] expected) => Assert.Equal(expected, await ReadAsync(socket, expected.Length));

    // Megabytes are compared by their hashes: a difference need not be printed.
    private static void AssertSame(byte[] expected, byte[] actual) => Assert.Equal(SHA256.HashData(expected), SHA256.HashData(actual));

    private static async Task AssertEndsAsync(Socket socket) => Assert.Equal(0, await Poll.InTimeAsync(socket.ReceiveAsync(new byte[1])));

    private static async Task<SocketError> ReadErrorAsync(Socket socket)
    {
        var exception = await Assert.ThrowsAsync<SocketException>(() => Poll.InTimeAsync(socket.ReceiveAsync(new byte[1])));
        return exception.SocketErrorCode;
    }

    /// <summary>A client and a server with a proxy between them.</summary>
    private sealed record Line(TcpServer Listener, TcpFaultProxy Proxy, Socket Client, Socket Server) : IAsyncDisposable
    {
        public static async Task<Line> OpenAsync()
        {
            var listener = new TcpServer();
            var proxy = new TcpFaultProxy(listener.Port);
            var client = await TcpServer.ConnectAsync(proxy.Port);
            return new Line(listener, proxy, client, await listener.AcceptAsync());
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            Server.Dispose();
            await Proxy.DisposeAsync();
            Listener.Dispose();
        }
    }
}
