using System.Net.Security;
using RabbitMQ.Client;

namespace GlobusCompute.Remote.Results;

/// <summary>Where results of this identity stream from, as the service has just said (protocol.md §5.1). Holds a password: never logged.</summary>
internal sealed class StreamAddress
{
    // Where RabbitMQ.Client thinks it connects to when a proxy is on the way: it looks up the name of the host before, which only the proxy may know, but no
    // address. This one belongs to nobody (RFC 5737).
    private const string AddressBehindProxy = "192.0.2.1";

    private readonly Uri _url;
    private readonly string _userName;
    private readonly string _password;

    /// <param name="queuePrefix">What queue names begin with.</param>
    /// <param name="connectionUrl">The AMQP URL with user and password.</param>
    /// <exception cref="FormatException">The URL is not one of AMQP, or not an encrypted one of another machine. The message does not show it.</exception>
    public StreamAddress(string queuePrefix, string connectionUrl)
    {
        QueuePrefix = queuePrefix;
        if (!Uri.TryCreate(connectionUrl, UriKind.Absolute, out var url) || url.Scheme is not ("amqp" or "amqps") || url.Host.Length == 0)
        {
            throw new FormatException("The address of the result stream is not an AMQP URL.");
        }

        if (url.Scheme == "amqp" && !url.IsLoopback)
        {
            throw new FormatException("The address of the result stream is not encrypted, and on another machine; results would travel in clear.");
        }

        _url = url;
        var user = url.UserInfo.Split(':', 2);
        _userName = Uri.UnescapeDataString(user[0]);
        _password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : "";
    }

    public string QueuePrefix { get; }

    public string Host => _url.DnsSafeHost;

    public bool IsSecure => _url.Scheme == "amqps";

    /// <summary>The port the service gave, or the scheme's own.</summary>
    public int Port => _url.Port > 0 ? _url.Port : IsSecure ? 5671 : 5672;

    private string VirtualHost => _url.AbsolutePath is "" or "/" ? "/" : Uri.UnescapeDataString(_url.AbsolutePath[1..]);

    /// <summary>The name of a task group's result queue.</summary>
    public string QueueName(Guid taskGroupId) => $"{QueuePrefix}{taskGroupId:D}";

    /// <summary>Settings of one connection. The library's own recovery would come back with a password that is void by then.</summary>
    /// <param name="port">Where to connect to.</param>
    /// <param name="name">What the broker shows.</param>
    /// <param name="sockets">Where the connection's sockets come from.</param>
    /// <param name="validation">Decides over the broker's certificate; null for the system alone.</param>
    public ConnectionFactory CreateFactory(int port, string name, StreamSockets sockets, RemoteCertificateValidationCallback? validation) => new()
    {
        HostName = sockets.IsThroughProxy ? AddressBehindProxy : Host,
        Port = port,
        VirtualHost = VirtualHost,
        UserName = _userName,
        Password = _password,
        AutomaticRecoveryEnabled = false,
        TopologyRecoveryEnabled = false,
        ClientProvidedName = name,
        RequestedHeartbeat = TimeSpan.FromSeconds(30),
        RequestedConnectionTimeout = TimeSpan.FromSeconds(15),
        ConsumerDispatchConcurrency = 1,
        SocketFactory = sockets.Create,

        // The certificate must be valid and be the host's (protocol.md §9, trap 24).
        Ssl = new SslOption
        {
            Enabled = IsSecure,
            ServerName = Host,
            AcceptablePolicyErrors = SslPolicyErrors.None,
            CertificateValidationCallback = validation,
        },
    };
}
