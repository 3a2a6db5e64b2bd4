using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace GlobusCompute.Remote.Tool.Doctor;

/// <summary>Says why a connection failed, and what helps.</summary>
internal static class ConnectionFailure
{
    /// <summary>What helps where a proxy asks for a password.</summary>
    public const string ProxyPassword = "give user and password in the URL of the proxy: 'gcompute profile set proxy http://USER:PASSWORD@HOST:PORT'";

    /// <param name="exception">What the attempt threw.</param>
    /// <param name="host">The server.</param>
    /// <param name="port">Its port.</param>
    /// <param name="limit">How long the attempt may take.</param>
    /// <param name="proxy">The proxy server on the way there, or null.</param>
    public static (string Message, string Advice) Describe(Exception exception, string host, int port, TimeSpan limit, Uri? proxy = null)
    {
        if (proxy is not null && OfProxy(exception, $"{proxy.Host}:{proxy.Port}") is { } ofProxy)
        {
            return ofProxy;
        }

        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return ($"the name {host} cannot be resolved", "check the network, the DNS server and the spelling of the address; behind a proxy, "
                        + "set HTTPS_PROXY or 'gcompute profile set proxy URL'");
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return ($"{host} refuses connections on port {port}", "check the address and the port; a firewall may refuse them");
                case SocketException { SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostUnreachable }:
                    return ($"{host} cannot be reached from this network", "check the network");
                case AuthenticationException:
                    return (
                        $"the certificate of {host} (port {port}) is not accepted: {e.Message}",
                        "check the clock of this machine; where the organization inspects TLS, set 'gcompute profile set certificates FILE.pem'");
            }
        }

        var way = proxy is null ? "" : $" through the proxy {proxy.Host}:{proxy.Port}";
        return exception is OperationCanceledException or TimeoutException
            ? ($"{host} did not answer on port {port} within {limit.TotalSeconds:0.#} seconds{way}",
                $"a firewall may block port {port}; ask who runs the network, or use {(proxy is null ? "a" : "another")} proxy")
            : ($"no connection to {host} on port {port}: {exception.GetBaseException().Message}", "check the network");
    }

    // The message of .NET is not repeated: it has the URL of the proxy, with its password.
    private static (string Message, string Advice)? OfProxy(Exception exception, string proxy)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } tunnel:
                    return tunnel.StatusCode == HttpStatusCode.ProxyAuthenticationRequired || tunnel.Message.Contains("407", StringComparison.Ordinal)
                        ? ($"the proxy {proxy} refuses user and password (407)", ProxyPassword)
                        : ($"the proxy {proxy} does not connect to the service", "ask who runs the proxy to allow it, or use another one");
                case SocketException:
                    return ($"the proxy {proxy} cannot be reached: {e.Message}", "check the setting 'proxy' of the profile, HTTPS_PROXY, and the network");
            }
        }

        return null;
    }
}
