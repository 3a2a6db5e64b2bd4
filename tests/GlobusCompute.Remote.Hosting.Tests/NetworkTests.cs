using System.Net;
using GlobusCompute.Remote.Hosting.Tests.Apps;
using GlobusCompute.Remote.TestFixtures;
using GlobusCompute.Remote.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace GlobusCompute.Remote.Hosting.Tests;

/// <summary>The proxy and the authorities of the configuration apply to requests through the app's handlers.</summary>
public sealed class NetworkTests(PythonService local)
{
    private const string ServiceName = "compute.test";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_reach_a_service_that_only_the_proxy_knows_and_a_private_authority_certifies()
    {
        using var authority = new TestAuthority();
        using var folder = new TemporaryFolder();
        using var certificate = authority.Issue(ServiceName);
        await using var front = new TlsFront(local.Service.Url.Port, certificate);
        await using var proxy = new ForwardProxy(new NetworkCredential("lab", "proxy-password"));
        proxy.Add(ServiceName, front.Port);
        var builder = TestApp.Create(local.Settings.With(
            ("GlobusCompute:ServiceUrl", $"https://{ServiceName}:{front.Port}/"),
            ("GlobusCompute:ProxyUrl", proxy.UrlFor("http", "lab:proxy-password").OriginalString),
            ("GlobusCompute:CertificateAuthorityFile", folder.Add("root.pem", authority.Certificate.ExportCertificatePem()))));
        builder.Services.AddGlobusCompute().AddProxy<ILab>();
        var logs = builder.Services.KeepLogs();
        using var host = builder.Build();
        await host.StartAsync(Token);

        Assert.Equal(3, await host.Services.GetRequiredService<ILab>().Add(1, 2));

        await host.StopAsync(Token);
        Assert.All(proxy.Targets, target => Assert.Equal($"{ServiceName}:{front.Port}", target));
        Assert.NotEmpty(proxy.Targets);
        Assert.DoesNotContain(logs.Entries, static entry => entry.Text.Contains("proxy-password", StringComparison.Ordinal));
    }
}
