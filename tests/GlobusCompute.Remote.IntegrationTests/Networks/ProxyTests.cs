using System.Net;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.TestFixtures;
using GlobusCompute.Remote.Tests.Diagnostics;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Networks;

/// <summary>Clients whose service and broker are behind a proxy.</summary>
public sealed class ProxyTests(GuardedNetwork network) : IClassFixture<GuardedNetwork>
{
    private const string Secret = "p@ss/w:rd";
    private static readonly NetworkCredential s_user = new("user", Secret);
    private static readonly string s_userInfo = $"user:{Uri.EscapeDataString(Secret)}";
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("socks5", false)]
    [InlineData("socks5", true)]
    [InlineData("socks4a", false)]
    [InlineData("http", false)]
    [InlineData("http", true)]
    [InlineData("https", false)]
    [InlineData("https", true)]
    public async Task Requests_and_results_go_through_the_proxy_which_alone_knows_the_names(string scheme, bool hasPassword)
    {
        var loggers = new RecordingLoggers();
        await using var proxy = network.StartProxy(hasPassword ? s_user : null, isSecure: scheme == "https");
        var options = network.Options(loggers);
        options.ProxyUrl = proxy.UrlFor(scheme, hasPassword ? s_userInfo : null, "localhost");
        await using var client = new ComputeClient(options);

        await CallAsync(client, ComputeDeliveryState.Streaming);

        Assert.Equal([network.ServicePlace, network.BrokerPlace], proxy.Targets.Distinct());
        AssertNoSecret(loggers);
    }

    [Fact]
    public async Task A_proxy_that_code_gives_is_used_with_its_credentials()
    {
        var loggers = new RecordingLoggers();
        await using var proxy = network.StartProxy(s_user);
        var options = network.Options(loggers);
        options.ProxyUrl = new Uri("http://192.0.2.1:1");
        options.Proxy = new WebProxy(proxy.UrlFor("http")) { Credentials = s_user };
        await using var client = new ComputeClient(options);

        await CallAsync(client, ComputeDeliveryState.Streaming);

        Assert.Equal([network.ServicePlace, network.BrokerPlace], proxy.Targets.Distinct());
    }

    [Theory]
    [InlineData("socks5", true, "")]
    [InlineData("http", true, "407 Proxy Authentication Required")]
    [InlineData("socks5", false, "")]
    [InlineData("http", false, "502 Bad Gateway")]
    public async Task A_proxy_that_refuses_the_broker_is_named_and_results_are_polled(string scheme, bool isPasswordWrong, string reason)
    {
        var loggers = new RecordingLoggers();
        await using var proxy = new ForwardProxy(s_user);
        var options = network.Options(loggers);
        options.ServiceUrl = network.PlainServiceUrl;
        options.ProxyUrl = proxy.UrlFor(scheme, isPasswordWrong ? "user:S3cret" : s_userInfo);
        await using var client = new ComputeClient(options);

        await CallAsync(client, ComputeDeliveryState.Polling);
        await Eventually.TrueAsync(() => loggers.Messages.Any(Names));

        var line = loggers.Messages.First(Names);
        Assert.Contains($"did not connect to {network.BrokerPlace}: ", line);
        Assert.Contains(reason, line);
        Assert.True(isPasswordWrong ? proxy.Targets.Count == 0 : proxy.Targets.All(target => target.StartsWith("broker.test:", StringComparison.Ordinal)));
        AssertNoSecret(loggers);

        bool Names(string line) => line.Contains($"The proxy 127.0.0.1:{proxy.Port} ", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("socks5")]
    [InlineData("http")]
    public async Task A_request_that_the_proxy_refuses_says_so_without_the_password(string scheme)
    {
        var loggers = new RecordingLoggers();
        await using var proxy = network.StartProxy(s_user);
        var options = network.Options(loggers);
        options.ProxyUrl = proxy.UrlFor(scheme, "user:S3cret");
        await using var client = new ComputeClient(options);

        var error = await Assert.ThrowsAnyAsync<Exception>(() => Functions(client).Add(1, 2));

        Assert.Matches(scheme == "http" ? "407" : "(?i)authenticat", error.ToString());
        Assert.DoesNotContain("S3cret", error.ToString());
        AssertNoSecret(loggers);
    }

    [Theory]
    [InlineData("socks5")]
    [InlineData("http")]
    public async Task A_stream_that_breaks_behind_the_proxy_comes_back(string scheme)
    {
        var loggers = new RecordingLoggers();
        using var authority = new TestAuthority();
        await using var node = new RabbitMqNode(authority.Issue(GuardedNetwork.BrokerName));
        await node.StartAsync();
        await using var service = await GuardedNetwork.StartServiceAsync(node);
        await using var proxy = new ForwardProxy();
        proxy.Add(GuardedNetwork.BrokerName, node.TlsPort!.Value);
        var options = network.Options(loggers, service);
        options.ServiceUrl = service.Url;
        options.CertificateAuthorities = [authority.Certificate];
        options.ProxyUrl = proxy.UrlFor(scheme);
        await using var client = new ComputeClient(options);
        await CallAsync(client, ComputeDeliveryState.Streaming, service.EndpointId);
        var connections = proxy.Connections;

        // The queue is on the disk then, and is there again when the node is.
        await node.EvaluateAsync("mnesia:dump_log()");
        await node.KillAsync();
        var pending = Functions(client, service.EndpointId).Add(20, 22);
        await node.StartAsync();

        Assert.Equal(42, await pending);
        await CallAsync(client, ComputeDeliveryState.Streaming, service.EndpointId);
        Assert.True(proxy.Connections > connections);
    }

    [Fact]
    public async Task A_client_can_be_disposed_while_the_proxy_says_nothing()
    {
        await using var proxy = new ForwardProxy { IsSilent = true };
        var options = network.Options(new RecordingLoggers());
        options.ServiceUrl = network.PlainServiceUrl;
        options.ProxyUrl = proxy.UrlFor("socks5");
        var client = new ComputeClient(options);
        await CallAsync(client, ComputeDeliveryState.Polling);
        await Eventually.TrueAsync(() => proxy.Connections > 0);

        await client.DisposeAsync().AsTask().WaitAsync(s_limit);
    }

    [Fact]
    public async Task This_machine_is_reached_without_the_proxy()
    {
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = "/usr/bin/python3", Workers = 1, AmqpUrl = network.Node.Uri });
        await using var proxy = network.StartProxy();
        await using var client = new ComputeClient(new ComputeClientOptions(service.CreateClientOptions()) { ProxyUrl = proxy.UrlFor("http") });

        await CallAsync(client, ComputeDeliveryState.Streaming, service.EndpointId);

        Assert.Equal(0, proxy.Connections);
    }

    private IFunctions Functions(ComputeClient client, Guid? endpointId = null) =>
        client.CreateExecutor(endpointId ?? network.EndpointId).CreateProxy<IFunctions>();

    private Task CallAsync(ComputeClient client, ComputeDeliveryState expected, Guid? endpointId = null) =>
        Deliveries.CallAsync(Functions(client, endpointId), client, expected);

    private static void AssertNoSecret(RecordingLoggers loggers)
    {
        foreach (var secret in (string[])[Secret, Uri.EscapeDataString(Secret), "S3cret", Convert.ToBase64String("user:S3cret"u8)])
        {
            Assert.DoesNotContain(loggers.Messages, line => line.Contains(secret, StringComparison.Ordinal));
        }
    }
}
