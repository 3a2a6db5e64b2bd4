using System.Net;
using System.Net.Sockets;

namespace GlobusCompute.Remote.TestFixtures;

/// <summary>A TCP proxy on 127.0.0.1 whose connections are cut, stalled, refused and slowed down by method calls while it runs.</summary>
/// <remarks>Every member is thread-safe. What a method does to connections is done, or in force, when it returns.</remarks>
public sealed class TcpFaultProxy : IAsyncDisposable
{
    private static readonly TimeSpan s_longestStart = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Dictionary<TcpProxyConnection, Task> _connections = [];
    private readonly TcpFlow _toServer = new();
    private readonly TcpFlow _toClient = new();
    private Socket _listener;
    private Task _accepting = Task.CompletedTask;
    private long _accepted;
    private volatile int _targetPort;
    private bool _refusing = true;
    private bool _disposed;

    /// <summary>Starts a proxy that passes everything on.</summary>
    /// <param name="targetPort">The port of the server on 127.0.0.1. Nothing needs to listen there yet.</param>
    public TcpFaultProxy(int targetPort)
    {
        Port = FreePorts.Next();
        _targetPort = CheckPort(targetPort);
        _listener = Bind(Port);
        AcceptConnections();
    }

    /// <summary>The port on 127.0.0.1 that clients connect to. It stays the same.</summary>
    public int Port { get; }

    /// <summary>The port of the server, for connections from now on.</summary>
    public int TargetPort => _targetPort;

    /// <summary>Connections accepted since the start, including those that the server then refused.</summary>
    public long AcceptedConnections => Interlocked.Read(ref _accepted);

    /// <summary>Connections that are open and not cut.</summary>
    public int OpenConnections
    {
        get
        {
            lock (_lock)
            {
                return _connections.Keys.Count(connection => !connection.IsCut);
            }
        }
    }

    /// <summary>Bytes passed on to servers since the start.</summary>
    public long BytesToServer => _toServer.Bytes;

    /// <summary>Bytes passed on to clients since the start.</summary>
    public long BytesToClient => _toClient.Bytes;

    /// <summary>Sends connections to another server from now on; those that exist stay where they are.</summary>
    public void Retarget(int targetPort) => _targetPort = CheckPort(targetPort);

    /// <summary>Ends all connections; new ones are accepted as before.</summary>
    /// <returns>How many were ended.</returns>
    public int Cut(TcpCut how = TcpCut.Reset)
    {
        var open = Snapshot();
        foreach (var connection in open)
        {
            if (how == TcpCut.Reset)
            {
                connection.Reset();
            }
            else
            {
                connection.Finish();
            }
        }

        return open.Length;
    }

    /// <summary>
    /// Ends the streams of one direction on all connections, as if the sender had shut down its sending side. What the sender sends after
    /// that is thrown away; the other direction goes on.
    /// </summary>
    public void HalfClose(TcpDirection direction)
    {
        foreach (var connection in Snapshot())
        {
            connection.HalfClose(direction);
        }
    }

    /// <summary>
    /// Passes nothing on until <see cref="Resume"/>, neither data nor the end of a stream, on connections of now and later. Connections are still
    /// accepted. Up to 64 KiB are read ahead, then the sender feels it too. <see cref="Cut"/> works all the same.
    /// </summary>
    public void Stall(TcpDirection direction = TcpDirection.Both)
    {
        foreach (var flow in FlowsOf(direction))
        {
            flow.Stall();
        }
    }

    /// <summary>Ends <see cref="Stall"/>; what was held back is passed on.</summary>
    public void Resume(TcpDirection direction = TcpDirection.Both)
    {
        foreach (var flow in FlowsOf(direction))
        {
            flow.Resume();
        }
    }

    /// <summary>Limits what all connections together may pass on in each of the directions.</summary>
    /// <param name="bytesPerSecond">Bytes a second, 1 or more; null for no limit.</param>
    /// <param name="direction">Which way.</param>
    public void Throttle(long? bytesPerSecond, TcpDirection direction = TcpDirection.Both)
    {
        if (bytesPerSecond is { } rate)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(rate, 1, nameof(bytesPerSecond));
        }

        foreach (var flow in FlowsOf(direction))
        {
            flow.Throttle(bytesPerSecond);
        }
    }

    /// <summary>Has new connections refused ("connection refused") until <see cref="AcceptConnections"/>; those that exist go on.</summary>
    public void RefuseConnections()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_refusing)
            {
                return;
            }

            // Closing a listener may run what waits for it at once, on this thread: it must see that it is no longer the one.
            var old = _listener;
            _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _refusing = true;
            old.Dispose();

            // Bound without listening: connections are refused and the port stays ours. A process that is being started has a copy of the old listener until it
            // runs its own program.
            if (!SpinWait.SpinUntil(() => TryBind(_listener, Port), s_longestStart))
            {
                throw new InvalidOperationException($"Port {Port} was still in use after {s_longestStart.TotalSeconds} s; another process listens on it.");
            }
        }
    }

    /// <summary>Accepts connections again, on the same port.</summary>
    public void AcceptConnections()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_refusing)
            {
                return;
            }

            var listener = _listener;
            listener.Listen();
            _refusing = false;
            _accepting = Task.WhenAll(_accepting, Task.Run(() => AcceptAsync(listener)));
        }
    }

    /// <summary>Resets all connections and frees the port.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] running;
        lock (_lock)
        {
            _disposed = true;
            _listener.Dispose();
            running = [_accepting, .. _connections.Values];
        }

        foreach (var connection in Snapshot(alsoCut: true))
        {
            connection.Reset();
        }

        await Task.WhenAll(running);
    }

    private static int CheckPort(int port)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        return port;
    }

    private static bool TryBind(Socket socket, int port)
    {
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }

    private static Socket Bind(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptAsync();
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException && IsClosed(listener))
            {
                return;
            }

            Serve(listener, client);
        }
    }

    private bool IsClosed(Socket listener)
    {
        lock (_lock)
        {
            return _disposed || listener != _listener;
        }
    }

    private void Serve(Socket listener, Socket client)
    {
        var connection = new TcpProxyConnection(client, _toServer, _toClient);
        lock (_lock)
        {
            if (_disposed || listener != _listener)
            {
                connection.Reset();
                return;
            }

            Interlocked.Increment(ref _accepted);
            _connections.Add(connection, RunAsync(connection));
        }
    }

    private async Task RunAsync(TcpProxyConnection connection)
    {
        // The entry must exist before it can be removed, and nothing may run under the lock.
        await Task.Yield();
        await connection.RunAsync(_targetPort);
        lock (_lock)
        {
            _connections.Remove(connection);
        }
    }

    private TcpProxyConnection[] Snapshot(bool alsoCut = false)
    {
        lock (_lock)
        {
            return [.. _connections.Keys.Where(connection => alsoCut || !connection.IsCut)];
        }
    }

    private IEnumerable<TcpFlow> FlowsOf(TcpDirection direction)
    {
        if (direction.HasFlag(TcpDirection.ToServer))
        {
            yield return _toServer;
        }

        if (direction.HasFlag(TcpDirection.ToClient))
        {
            yield return _toClient;
        }
    }
}
