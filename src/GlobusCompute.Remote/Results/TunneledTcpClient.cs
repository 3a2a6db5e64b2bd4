using System.Net;
using System.Net.Sockets;
using GlobusCompute.Remote.Networking;
using RabbitMQ.Client;

namespace GlobusCompute.Remote.Results;

/// <summary>A connection to the broker through a proxy.</summary>
internal sealed class TunneledTcpClient(ProxyTunnel tunnel, Action<Socket> track) : ITcpClient
{
    private Socket? _socket;
    private NetworkStream? _stream;

    public bool Connected => _socket is { Connected: true };

    public TimeSpan ReceiveTimeout
    {
        get => TimeSpan.FromMilliseconds(Client.ReceiveTimeout);
        set => Client.ReceiveTimeout = (int)value.TotalMilliseconds;
    }

    public Socket Client => _socket ?? throw new InvalidOperationException("It is not connected.");

    /// <summary>Connects to the broker that the tunnel leads to; the address stands for its name, which only the proxy may know.</summary>
    public async Task ConnectAsync(IPAddress host, int port, CancellationToken cancellationToken) =>
        (_socket, _stream) = await tunnel.OpenAsync(track, cancellationToken).ConfigureAwait(false);

    public NetworkStream GetStream() => _stream ?? throw new InvalidOperationException("It is not connected.");

    public void Close() => Dispose();

    public void Dispose()
    {
        _stream?.Dispose();
        _socket?.Dispose();
    }
}
