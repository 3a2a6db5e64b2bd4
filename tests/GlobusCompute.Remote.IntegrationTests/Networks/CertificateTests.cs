using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.TestFixtures;
using GlobusCompute.Remote.Tests.Diagnostics;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Networks;

/// <summary>Clients whose service and broker have certificates of private authorities.</summary>
public sealed class CertificateTests(GuardedNetwork network) : IClassFixture<GuardedNetwork>
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Authorities_that_code_gives_are_trusted_as_those_of_the_file()
    {
        await using var proxy = network.StartProxy();
        var options = network.Options(new RecordingLoggers());
        (options.CertificateAuthorityFile, options.CertificateAuthorities) = (network.OtherRootFile, [network.Root.Certificate]);
        options.ProxyUrl = proxy.UrlFor("socks5");
        await using var client = new ComputeClient(options);

        await CallAsync(client, ComputeDeliveryState.Streaming);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_service_of_an_unknown_authority_is_refused_with_its_issuer(bool knowsAnother)
    {
        await using var proxy = network.StartProxy();
        var options = network.Options(new RecordingLoggers());
        options.CertificateAuthorityFile = knowsAnother ? network.OtherRootFile : null;
        options.ProxyUrl = proxy.UrlFor("http");
        await using var client = new ComputeClient(options);

        var error = await Assert.ThrowsAnyAsync<Exception>(() => Functions(client).Add(1, 2).WaitAsync(s_limit));

        Assert.Contains(knowsAnother ? "CN=compute.test, issued by CN=Root) is trusted neither by the system nor by the app's certificate authorities" : "The remote certificate is invalid because of errors in the certificate chain", error.Message);
    }

    [Fact]
    public async Task A_broker_of_an_unknown_authority_is_refused_with_its_issuer_and_results_are_polled()
    {
        var loggers = new RecordingLoggers();
        await using var proxy = network.StartProxy();
        var options = network.Options(loggers);
        (options.ServiceUrl, options.CertificateAuthorityFile) = (network.PlainServiceUrl, network.OtherRootFile);
        options.ProxyUrl = proxy.UrlFor("http");
        await using var client = new ComputeClient(options);

        await CallAsync(client, ComputeDeliveryState.Polling);

        await Eventually.TrueAsync(() => loggers.Messages.Any(line =>
            line.Contains("The certificate of broker.test (CN=broker.test, issued by CN=Root) is trusted neither by the system nor", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("http")]
    [InlineData("socks5")]
    public async Task A_certificate_for_another_name_is_refused_although_its_authority_is_trusted(string scheme)
    {
        var loggers = new RecordingLoggers();
        await using var service = await GuardedNetwork.StartServiceAsync(network.Node, "other.test");
        await using var proxy = network.StartProxy();
        proxy.Add("other.test", network.Node.TlsPort!.Value);
        var options = network.Options(loggers, service);
        (options.ServiceUrl, options.ProxyUrl) = (service.Url, proxy.UrlFor(scheme));
        await using var client = new ComputeClient(options);

        await CallAsync(client, ComputeDeliveryState.Polling, service.EndpointId);

        await Eventually.TrueAsync(() => loggers.Messages.Any(line =>
            line.Contains("The certificate of other.test is for another name: CN=broker.test.", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("good", null)]
    [InlineData("through another", null)]
    [InlineData("expired", "NotTimeValid")]
    [InlineData("for clients", "NotValidForUsage")]
    [InlineData("another name", "is for another name: CN=elsewhere.test")]
    [InlineData("another root", "issued by CN=Stranger")]
    public async Task Only_a_valid_certificate_of_a_server_is_accepted(string kind, string? refusal)
    {
        using var between = new TestAuthority("Between", network.Root);
        using var stranger = new TestAuthority("Stranger");
        using var certificate = kind switch
        {
            "through another" => between.Issue("localhost"),
            "expired" => network.Root.Issue("localhost", isExpired: true),
            "for clients" => network.Root.Issue("localhost", isForClients: true),
            "another name" => network.Root.Issue("elsewhere.test"),
            "another root" => stranger.Issue("localhost"),
            _ => network.Root.Issue("localhost"),
        };
        await using var front = new TlsFront(network.PlainServiceUrl.Port, certificate, kind == "through another" ? [between.Certificate] : []);
        var options = network.Options(new RecordingLoggers());
        (options.ServiceUrl, options.Delivery) = (new Uri($"https://localhost:{front.Port}/"), ComputeDelivery.Poll);
        await using var client = new ComputeClient(options);

        var call = Functions(client).Add(1, 2);

        if (refusal is null)
        {
            Assert.Equal(3, await call.WaitAsync(s_limit));
        }
        else
        {
            Assert.Contains(refusal, (await Assert.ThrowsAnyAsync<Exception>(() => call.WaitAsync(s_limit))).Message);
        }
    }

    private IFunctions Functions(ComputeClient client, Guid? endpointId = null) =>
        client.CreateExecutor(endpointId ?? network.EndpointId).CreateProxy<IFunctions>();

    private Task CallAsync(ComputeClient client, ComputeDeliveryState expected, Guid? endpointId = null) =>
        Deliveries.CallAsync(Functions(client, endpointId), client, expected);
}
