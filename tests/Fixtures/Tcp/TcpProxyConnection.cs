using System.Net;
using System.Net.Sockets;

namespace GlobusCompute.Remote.TestFixtures;

/// <summary>One client of a proxy and its connection to the server.</summary>
internal sealed class TcpProxyConnection : IDisposable
{
    private readonly Socket _client;
    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly TcpPump _toServer;
    private readonly TcpPump _toClient;
    private volatile bool _cut;

    public TcpProxyConnection(Socket client, TcpFlow toServer, TcpFlow toClient)
    {
        _client = client;
        _client.NoDelay = true;
        _toServer = new TcpPump(_client, _server, toServer);
        _toClient = new TcpPump(_server, _client, toClient);
    }

    /// <summary>Whether it was cut. It may still be reading what the peers send before they close.</summary>
    public bool IsCut => _cut;

    /// <summary>Connects to the server and passes data on until both streams have ended or the connection breaks.</summary>
    public async Task RunAsync(int targetPort)
    {
        try
        {
            await _server.ConnectAsync(IPAddress.Loopback, targetPort);
            await Task.WhenAll(ResetOnFailureAsync(_toServer), ResetOnFailureAsync(_toClient));
        }
        catch (Exception exception) when (IsBroken(exception))
        {
            Reset();
        }
        finally
        {
            _cut = true;
            Dispose();
        }
    }

    public void Reset()
    {
        _cut = true;
        Reset(_client);
        Reset(_server);
        _toServer.Abort();
        _toClient.Abort();
    }

    public void Finish()
    {
        _cut = true;
        _toServer.Close();
        _toClient.Close();
    }

    public void HalfClose(TcpDirection direction)
    {
        if (direction.HasFlag(TcpDirection.ToServer))
        {
            _toServer.Close();
        }

        if (direction.HasFlag(TcpDirection.ToClient))
        {
            _toClient.Close();
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    private static bool IsBroken(Exception exception) =>
        exception is SocketException or ObjectDisposedException or OperationCanceledException;

    // Without it the other pump would wait for data of a connection whose other half is gone.
    private async Task ResetOnFailureAsync(TcpPump pump)
    {
        try
        {
            await pump.RunAsync();
        }
        catch (Exception exception) when (IsBroken(exception))
        {
            Reset();
        }
    }

    // Closing with a linger time of zero sends RST instead of FIN.
    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is closed or was never connected: there is nothing to reset.
        }

        socket.Dispose();
    }
}
