using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace GlobusCompute.Remote.TestFixtures;

/// <summary>
/// A proxy server on 127.0.0.1 for HTTP's CONNECT, SOCKS 4a and SOCKS 5, whichever a client speaks. It leads to servers of this machine by names that only it knows.
/// </summary>
/// <remarks>Every member is thread-safe.</remarks>
public sealed class ForwardProxy : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, int> _servers = new();
    private readonly ConcurrentQueue<string> _targets = new();
    private readonly ConcurrentDictionary<Socket, byte> _sockets = new();
    private readonly X509Certificate2? _certificate;
    private readonly ProxyHandshake _handshake;
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly Task _accepting;
    private int _connections;

    /// <summary>Starts a proxy.</summary>
    /// <param name="credential">The user and the password that it wants; null for none.</param>
    /// <param name="certificate">The certificate, with its private key, with which it speaks TLS; null for none.</param>
    public ForwardProxy(NetworkCredential? credential = null, X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _handshake = new ProxyHandshake(credential);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; } = FreePorts.Next();

    /// <summary>How many connections clients have opened.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Where clients wanted to go, as "name:port", in their order; those that were refused included.</summary>
    public IReadOnlyList<string> Targets => [.. _targets];

    /// <summary>Whether it accepts connections and then says nothing.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Makes a server of this machine known by a name: clients reach its ports there.</summary>
    public void Add(string name, int port) => _servers[$"{name}:{port}"] = port;

    /// <summary>Gets the URL of the proxy.</summary>
    /// <param name="scheme">The scheme, which says what the client shall speak.</param>
    /// <param name="user">User and password, escaped, with a colon between them; null for none.</param>
    /// <param name="host">The name by which the client calls it.</param>
    public Uri UrlFor(string scheme, string? user = null, string host = "127.0.0.1") => new($"{scheme}://{(user is null ? "" : user + "@")}{host}:{Port}");

    /// <summary>Ends all connections.</summary>
    public void Cut()
    {
        foreach (var socket in _sockets.Keys)
        {
            socket.Dispose();
        }
    }

    /// <summary>Ends all connections, and accepts no more.</summary>
    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        Cut();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync();
                Interlocked.Increment(ref _connections);
                serving.Add(ServeAsync(client));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The proxy ends.
        }

        Cut();
        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(Socket client)
    {
        using var tracked = Track(client);
        try
        {
            await using var stream = await OpenAsync(client);
            if (IsSilent)
            {
                await stream.ReadExactlyAsync(new byte[int.MaxValue / 1024]);
            }

            while (await _handshake.ReadAsync(stream) is { } request)
            {
                _targets.Enqueue(request.Target);
                if (!_servers.TryGetValue(request.Target, out var port))
                {
                    await request.RefuseAsync();
                    continue;
                }

                using var server = Track(new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
                await server.Socket.ConnectAsync(IPAddress.Loopback, port);
                await request.AcceptAsync();
                await using var there = new NetworkStream(server.Socket);
                await Task.WhenAny(stream.CopyToAsync(there), there.CopyToAsync(stream));
                return;
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The client or the server has gone, or the client does not trust the proxy.
        }
    }

    private async Task<Stream> OpenAsync(Socket client)
    {
        var plain = new NetworkStream(client);
        if (_certificate is null)
        {
            return plain;
        }

        var secure = new SslStream(plain);
        await secure.AuthenticateAsServerAsync(_certificate);
        return secure;
    }

    private TrackedSocket Track(Socket socket)
    {
        _sockets[socket] = 0;
        return new TrackedSocket(socket, _sockets);
    }

    private sealed record TrackedSocket(Socket Socket, ConcurrentDictionary<Socket, byte> All) : IDisposable
    {
        public void Dispose()
        {
            All.TryRemove(Socket, out _);
            Socket.Dispose();
        }
    }
}
