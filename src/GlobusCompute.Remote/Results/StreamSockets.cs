using System.Net.Sockets;
using RabbitMQ.Client;

namespace GlobusCompute.Remote.Results;

/// <summary>
/// The sockets of one connection to the broker. Closing them ends whatever the connection waits for, which a broker that says nothing would keep waiting
/// for many seconds, whatever token was canceled.
/// </summary>
internal sealed class StreamSockets
{
    private readonly object _lock = new();
    private readonly List<Socket> _sockets = [];
    private bool _isClosed;

    public ITcpClient Create(AddressFamily family)
    {
        var socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        lock (_lock)
        {
            _sockets.Add(socket);
            if (_isClosed)
            {
                socket.Dispose();
            }
        }

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
}
