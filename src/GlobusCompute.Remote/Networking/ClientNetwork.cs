using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace GlobusCompute.Remote.Networking;

/// <summary>How a client reaches the network, for requests and for the result stream alike: through which proxy, and which authorities it trusts.</summary>
internal sealed class ClientNetwork
{
    private readonly NetworkProxy? _proxy;
    private readonly TrustedAuthorities? _authorities;

    /// <param name="proxy">The app's proxy; null for what <paramref name="proxyUrl"/> says.</param>
    /// <param name="proxyUrl">The address of a proxy; null for none.</param>
    /// <param name="authorities">Certificates of authorities; null for none.</param>
    public ClientNetwork(IWebProxy? proxy, Uri? proxyUrl, X509Certificate2Collection? authorities)
    {
        _proxy = proxy is not null ? new NetworkProxy(proxy) : proxyUrl is not null ? new NetworkProxy(new FixedProxy(proxyUrl)) : null;
        _authorities = authorities is { Count: > 0 } ? new TrustedAuthorities(authorities) : null;
    }

    /// <summary>Gets what decides over certificates; null for the system alone.</summary>
    public RemoteCertificateValidationCallback? CertificateValidation => _authorities is null ? null : _authorities.Validate;

    /// <summary>Creates a handler of requests to a service.</summary>
    public SocketsHttpHandler CreateHttpHandler(Uri serviceUrl)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),
            Proxy = _proxy,

            // The environment's proxy is on another machine, from which this one's loopback cannot be reached.
            UseProxy = _proxy is not null || !serviceUrl.IsLoopback,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = CertificateValidation;
        return handler;
    }

    /// <summary>Finds the proxy on the way to a message broker; null where none is.</summary>
    /// <param name="host">The name of the broker.</param>
    /// <param name="port">Its port.</param>
    public ProxyTunnel? FindTunnel(string host, int port)
    {
        // Proxies are chosen by URL; AMQP over TLS is to them what https is.
        return _proxy?.GetProxy(new UriBuilder("https", host, port).Uri) is { } address
            ? new ProxyTunnel(address, _proxy, host, port, CertificateValidation)
            : null;
    }
}
