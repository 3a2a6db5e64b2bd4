using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace GlobusCompute.Remote.Networking;

/// <summary>
/// A way through a proxy to a server that does not speak HTTP. The framework's HTTP handler opens the connection, as it knows HTTP's CONNECT and SOCKS with
/// all that belongs to them: what it is asked for is a request to the server, and when it is about to send that, the tunnel is there. The request gets an
/// answer made here, without a byte of it reaching the server, so that the handler lets go of the connection.
/// </summary>
/// <param name="proxy">The address of the proxy, without user and password.</param>
/// <param name="credentials">The proxy's credentials.</param>
/// <param name="host">The name of the server, which the proxy resolves.</param>
/// <param name="port">The server's port.</param>
/// <param name="certificateValidation">Decides over the certificate of a proxy that is reached by TLS; null for the system alone.</param>
internal sealed class ProxyTunnel(Uri proxy, ICredentials? credentials, string host, int port, RemoteCertificateValidationCallback? certificateValidation)
{
    /// <summary>Opens a connection to the server.</summary>
    /// <param name="track">Is given each socket before it connects; closing it ends the attempt.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The socket to the proxy, and the stream to the server.</returns>
    /// <exception cref="IOException">There is no connection. The message names the proxy and says why.</exception>
    public async Task<(Socket Socket, NetworkStream Stream)> OpenAsync(Action<Socket> track, CancellationToken cancellationToken)
    {
        Socket? socket = null;
        Stream? tunnel = null;
        using var invoker = new HttpMessageInvoker(CreateHandler(
            async (context, cancellation) =>
            {
                // A refused attempt may be followed by another one with credentials.
                socket?.Dispose();
                socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                track(socket);
                await socket.ConnectAsync(context.DnsEndPoint, cancellation).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: false);
            },
            stream => tunnel = stream));

        // Through an HTTP proxy, "ws" is what gets a tunnel and no TLS of the handler's own; SOCKS does not mind.
        using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder("ws", host, port).Uri);
        try
        {
            using var answer = await invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return (socket!, tunnel as NetworkStream ?? new TunnelStream(socket!, tunnel!));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            socket?.Dispose();
            throw new IOException($"The proxy {proxy.Host}:{proxy.Port} did not connect to {host}:{port}: {Describe(e)}", e);
        }
    }

    private SocketsHttpHandler CreateHandler(
        Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect, Action<Stream> take)
    {
        var handler = new SocketsHttpHandler
        {
            Proxy = new OneProxy(proxy) { Credentials = credentials },
            ConnectCallback = connect,
            PlaintextStreamFilter = (context, _) =>
            {
                if (context.InitialRequestMessage.Method == HttpMethod.Connect)
                {
                    // The connection to the proxy itself.
                    return ValueTask.FromResult(context.PlaintextStream);
                }

                take(context.PlaintextStream);
                return ValueTask.FromResult<Stream>(new AnsweredStream());
            },
            AllowAutoRedirect = false,
            UseCookies = false,

            // It is no request of the app's, so traces do not show it.
            ActivityHeadersPropagator = null,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = certificateValidation;
        return handler;
    }

    private static string Describe(Exception error) => error switch
    {
        HttpRequestException { StatusCode: { } status } => $"it answered {(int)status} {new HttpResponseMessage(status).ReasonPhrase}.",
        OperationCanceledException => "it did not answer in time.",
        HttpRequestException { InnerException: IOException or SocketException or AuthenticationException } => error.InnerException!.Message,
        _ => error.Message,
    };

    private sealed class OneProxy(Uri address) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri GetProxy(Uri destination) => address;

        public bool IsBypassed(Uri host) => false;
    }
}
