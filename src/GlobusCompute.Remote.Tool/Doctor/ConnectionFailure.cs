using System.Net.Sockets;
using System.Security.Authentication;

namespace GlobusCompute.Remote.Tool.Doctor;

/// <summary>Says why a connection failed, and what helps.</summary>
internal static class ConnectionFailure
{
    public static (string Message, string Advice) Describe(Exception exception, string host, int port, TimeSpan limit)
    {
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

        return exception is OperationCanceledException or TimeoutException
            ? ($"{host} did not answer on port {port} within {limit.TotalSeconds:0.#} seconds",
                $"a firewall may block port {port}; ask who runs the network, or use a proxy")
            : ($"no connection to {host} on port {port}: {exception.GetBaseException().Message}", "check the network");
    }
}
