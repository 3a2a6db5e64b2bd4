using System.Net;
using System.Net.Security;
using RabbitMQ.Client;

namespace GlobusCompute.Remote.LocalService.Broker;

/// <summary>Where the broker is, for the service itself and for its clients. Holds a password: only <see cref="Name"/> may be shown.</summary>
internal sealed class BrokerAddress
{
    private const int Port = 5672;
    private const int SecurePort = 5671;
    private static readonly TimeSpan s_answerLimit = TimeSpan.FromSeconds(5);

    private readonly Uri _url;
    private readonly Uri _publicUrl;

    public BrokerAddress(Uri url, Uri? publicUrl)
    {
        _url = url;
        _publicUrl = publicUrl ?? url;
        // Without a user, RabbitMQ's own default, as its clients do.
        var user = (url.UserInfo.Length == 0 ? "guest:guest" : url.UserInfo).Split(':', 2);
        Administrator = new NetworkCredential(Uri.UnescapeDataString(user[0]), user.Length > 1 ? Uri.UnescapeDataString(user[1]) : "");
    }

    public NetworkCredential Administrator { get; }

    /// <summary>The address without the password, for messages.</summary>
    public string Name => $"{_url.Scheme}://{Authority(_url)}{_url.AbsolutePath}";

    private string VirtualHost => _url.AbsolutePath.Length <= 1 ? "/" : Uri.UnescapeDataString(_url.AbsolutePath[1..]);

    /// <summary>The URL that a client is told (protocol.md §5.1).</summary>
    public string UrlFor(NetworkCredential user) =>
        $"{_publicUrl.Scheme}://{Uri.EscapeDataString(user.UserName)}:{Uri.EscapeDataString(user.Password)}@{Authority(_publicUrl)}/" +
        Uri.EscapeDataString(VirtualHost);

    /// <summary>Settings of the service's own connection. The library's recovery does not know which messages were confirmed.</summary>
    public ConnectionFactory CreateFactory() => new()
    {
        HostName = _url.DnsSafeHost,
        Port = PortOf(_url),
        VirtualHost = VirtualHost,
        UserName = Administrator.UserName,
        Password = Administrator.Password,
        AutomaticRecoveryEnabled = false,
        TopologyRecoveryEnabled = false,
        ClientProvidedName = "GlobusCompute.Remote.LocalService",
        RequestedHeartbeat = TimeSpan.FromSeconds(10),
        RequestedConnectionTimeout = s_answerLimit,
        HandshakeContinuationTimeout = s_answerLimit,
        ContinuationTimeout = s_answerLimit,
        Ssl = new SslOption { Enabled = _url.Scheme == "amqps", ServerName = _url.DnsSafeHost, AcceptablePolicyErrors = SslPolicyErrors.None },
    };

    private static int PortOf(Uri url) => url.Port > 0 ? url.Port : url.Scheme == "amqps" ? SecurePort : Port;

    private static string Authority(Uri url) => $"{url.Host}:{PortOf(url)}";
}
