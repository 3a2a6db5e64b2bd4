using System.Net;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.TestFixtures;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Networks;

/// <summary>
/// A service and a broker that speak TLS by the names compute.test and broker.test, which only proxies know, with certificates of a private authority. Its
/// root signs another one, which signs the servers'.
/// </summary>
public sealed class GuardedNetwork : IAsyncLifetime
{
    public const string ServiceName = "compute.test";
    public const string BrokerName = "broker.test";

    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _other = new("Another root");
    private LocalComputeService _service = null!;
    private TlsFront _front = null!;

    public TestAuthority Root { get; } = new("Root");

    public RabbitMqNode Node { get; private set; } = null!;

    /// <summary>A file with the root of the servers' certificates.</summary>
    public string RootFile { get; private set; } = null!;

    /// <summary>A file with the root of others.</summary>
    public string OtherRootFile { get; private set; } = null!;

    public string ServicePlace => $"{ServiceName}:{_front.Port}";

    public string BrokerPlace => $"{BrokerName}:{Node.TlsPort}";

    public Guid EndpointId => _service.EndpointId;

    /// <summary>The service on this machine's loopback, without TLS.</summary>
    public Uri PlainServiceUrl => _service.Url;

    public async ValueTask InitializeAsync()
    {
        RootFile = _folder.Add("root.pem", Root.Certificate.ExportCertificatePem());
        OtherRootFile = _folder.Add("other.pem", _other.Certificate.ExportCertificatePem());
        Node = new RabbitMqNode(Root.Issue(BrokerName));
        await Node.StartAsync();
        _service = await StartServiceAsync(Node);
        _front = new TlsFront(_service.Url.Port, Root.Issue(ServiceName));
    }

    public async ValueTask DisposeAsync()
    {
        await _front.DisposeAsync();
        await _service.DisposeAsync();
        await Node.DisposeAsync();
        Root.Dispose();
        _other.Dispose();
        _folder.Dispose();
    }

    /// <summary>Starts a service that names the broker as clients outside see it.</summary>
    public static Task<LocalComputeService> StartServiceAsync(RabbitMqNode node, string brokerName = BrokerName) => LocalComputeService.StartAsync(new LocalComputeServiceOptions
    {
        Python = "/usr/bin/python3",
        Workers = 1,
        AmqpUrl = node.Uri,
        AmqpPublicUrl = new Uri($"amqps://{brokerName}:{node.TlsPort}"),
    });

    /// <summary>Starts a proxy that knows service and broker.</summary>
    public ForwardProxy StartProxy(NetworkCredential? credential = null, bool isSecure = false)
    {
        var proxy = new ForwardProxy(credential, isSecure ? Root.Issue("localhost") : null);
        proxy.Add(ServiceName, _front.Port);
        proxy.Add(BrokerName, Node.TlsPort!.Value);
        return proxy;
    }

    /// <summary>Options of a client outside, which knows no proxy and no authority yet.</summary>
    public ComputeClientOptions Options(ILoggerFactory loggers, LocalComputeService? service = null) => new(Patient(service ?? _service))
    {
        ServiceUrl = new Uri($"https://{ServicePlace}/"),
        CertificateAuthorityFile = RootFile,
        LoggerFactory = loggers,
        MaxAttempts = 1,
    };

    // What is not streamed is asked for once, when the stream opens, and then not again while a test runs.
    private static ComputeClientOptions Patient(LocalComputeService service) => new(service.CreateClientOptions())
    {
        SweepInterval = TimeSpan.FromHours(1),
    };
}
