using System.Net.Sockets;
using GlobusCompute.Remote.Networking;
using RabbitMQ.Client;

namespace GlobusCompute.Remote.Results;

/// <summary>
/// The sockets of one connection to the broker. Closing them ends whatever the connection waits for, which a broker that says nothing would keep waiting
/// for many seconds, whatever token was canceled.
/// </summary>
/// <param name="tunnel">The way through a proxy; null for a direct one.</param>
internal sealed class StreamSockets(ProxyTunnel? tunnel)
{
    private readonly object _lock = new();
    private readonly List<Socket> _sockets = [];
    private bool _isClosed;

    /// <summary>Whether the broker's name is resolved by a proxy.</summary>
    public bool IsThroughProxy => tunnel is not null;

    public ITcpClient Create(AddressFamily family)
    {
        if (tunnel is not null)
        {
            return new TunneledTcpClient(tunnel, Track);
        }

        var socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Track(socket);
        return new TcpClientAdapter(socket);
    }

    /// <summary>Closes them, also those that are still to come.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            _sockets.ForEach(static socket => socket.Dispose());
        }
    }

    private void Track(Socket socket)
    {
        lock (_lock)
        {
            _sockets.Add(socket);
            if (_isClosed)
            {
                socket.Dispose();
            }
        }
    }
}
