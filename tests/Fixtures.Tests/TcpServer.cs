using System.Net;
using System.Net.Sockets;

namespace GlobusCompute.Remote.TestFixtures.Tests;

/// <summary>A server on 127.0.0.1 that hands its connections to the test.</summary>
internal sealed class TcpServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, FreePorts.Next());

    public TcpServer() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Task<Socket> AcceptAsync() => Poll.InTimeAsync(_listener.AcceptSocketAsync());

    public void Dispose() => _listener.Dispose();

    public static async Task<Socket> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await Poll.InTimeAsync(socket.ConnectAsync(IPAddress.Loopback, port));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
