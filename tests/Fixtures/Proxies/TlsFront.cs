using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace GlobusCompute.Remote.TestFixtures;

/// <summary>Speaks TLS on a port of 127.0.0.1 for a server that does not, as a load balancer does.</summary>
public sealed class TlsFront : IAsyncDisposable
{
    private readonly int _targetPort;
    private readonly SslStreamCertificateContext _certificate;
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;

    /// <summary>Starts it.</summary>
    /// <param name="targetPort">The port of the server on 127.0.0.1.</param>
    /// <param name="certificate">The certificate, with its private key.</param>
    /// <param name="authorities">The certificates of authorities that it sends along.</param>
    public TlsFront(int targetPort, X509Certificate2 certificate, params X509Certificate2[] authorities)
    {
        _targetPort = targetPort;
        _certificate = SslStreamCertificateContext.Create(certificate, [.. authorities], offline: true);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; } = FreePorts.Next();

    /// <summary>Ends all connections, and accepts no more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptAsync()));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It ends.
        }

        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(Socket client)
    {
        try
        {
            await using var secure = new SslStream(new NetworkStream(client, ownsSocket: true));
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = _certificate }, _end.Token);
            using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await server.ConnectAsync(IPAddress.Loopback, _targetPort, _end.Token);
            await using var plain = new NetworkStream(server);
            await Task.WhenAny(secure.CopyToAsync(plain, _end.Token), plain.CopyToAsync(secure, _end.Token));
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException or OperationCanceledException)
        {
            // One of the two has gone, or the client does not trust the certificate.
        }
    }
}
