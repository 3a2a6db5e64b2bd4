using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GlobusCompute.Remote.Networking;
using Xunit;

namespace GlobusCompute.Remote.Tests.Options;

/// <summary>Options of the way to service and broker. The integration tests use them with real proxies and certificates.</summary>
public sealed class NetworkOptionsTests
{
    private const string Secret = "s3cret";

    public static X509Certificate2 Authority { get; } = CreateAuthority();

    [Theory]
    [InlineData("http://proxy.example.org:8080")]
    [InlineData("http://user:s3cret@proxy.example.org:8080/")]
    [InlineData("https://proxy.example.org")]
    [InlineData("socks4://10.0.0.1:1080")]
    [InlineData("socks4a://proxy.example.org")]
    [InlineData("socks5://[fe80::1]:1080")]
    public async Task Proxies_of_all_kinds_are_accepted(string url)
    {
        await using var client = new ComputeClient(new ComputeClientOptions(TestCalls.Options()) { ProxyUrl = new Uri(url) });
    }

    [Theory]
    [InlineData("proxy.example.org:8080")]
    [InlineData("/proxy")]
    [InlineData("ftp://user:s3cret@proxy.example.org")]
    [InlineData("socks://user:s3cret@proxy.example.org")]
    [InlineData("http://user:s3cret@proxy.example.org/path")]
    [InlineData("http://user:s3cret@proxy.example.org/?query")]
    public void What_is_not_a_proxy_is_refused_without_showing_it(string url)
    {
        var options = new ComputeClientOptions { ProxyUrl = new Uri(url, UriKind.RelativeOrAbsolute) };

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new ComputeClient(options));

        Assert.StartsWith("ComputeClientOptions.ProxyUrl must be a URL like http://proxy.example.org:8080", error.Message);
        Assert.DoesNotContain(Secret, error.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(options.CreateHttpMessageHandler);
    }

    [Theory]
    [InlineData("socks5://user:s3cret@proxy.example.org", "socks5://proxy.example.org:1080/", "user", "s3cret")]
    [InlineData("http://us%40er:p%3Aw@proxy.example.org", "http://proxy.example.org/", "us@er", "p:w")]
    [InlineData("https://token@proxy.example.org:8443", "https://proxy.example.org:8443/", "token", "")]
    [InlineData("socks4a://proxy.example.org:9", "socks4a://proxy.example.org:9/", null, null)]
    public void User_and_password_are_credentials_and_no_part_of_the_address(string url, string address, string? user, string? password)
    {
        foreach (var proxy in new[] { new NetworkProxy(new FixedProxy(new Uri(url))), new NetworkProxy(new WebProxy(new Uri(url))) })
        {
            var plain = proxy.GetProxy(new Uri("https://compute.api.globus.org"))!;

            Assert.Equal((address, ""), (plain.ToString(), plain.UserInfo));
            var credential = proxy.Credentials!.GetCredential(plain, "Basic");
            Assert.Equal((user, password), (credential?.UserName, credential?.Password));
            Assert.Null(proxy.Credentials.GetCredential(new Uri("http://other.example.org"), "Basic"));
        }
    }

    [Theory]
    [InlineData("http://localhost:5000/")]
    [InlineData("http://127.0.0.1:5000/")]
    [InlineData("https://[::1]:5001/")]
    public void This_machine_is_reached_without_any_proxy(string service)
    {
        var direct = new ComputeClientOptions { ServiceUrl = new Uri(service) };
        var proxied = new ComputeClientOptions { ServiceUrl = new Uri(service), ProxyUrl = new Uri("http://proxy.example.org") };
        var remote = new ComputeClientOptions();

        Assert.False(direct.CreateHttpMessageHandler().UseProxy);
        Assert.True(proxied.CreateHttpMessageHandler().Proxy!.IsBypassed(new Uri(service)));
        Assert.True(remote.CreateHttpMessageHandler() is { UseProxy: true, Proxy: null, AllowAutoRedirect: false });
        Assert.Null(proxied.Network.FindTunnel("127.0.0.1", 5671));
        Assert.NotNull(proxied.Network.FindTunnel("compute.amqps.globus.org", 443));
        Assert.Null(remote.Network.FindTunnel("compute.amqps.globus.org", 443));
    }

    [Fact]
    public void A_proxy_of_code_decides_for_each_destination()
    {
        var options = new ComputeClientOptions
        {
            ProxyUrl = new Uri("http://unused.example.org"),
            Proxy = new WebProxy("http://proxy.example.org:3128") { BypassList = ["broker\\.lab\\.example\\.org"] },
        };

        Assert.Null(options.Network.FindTunnel("broker.lab.example.org", 5671));
        Assert.NotNull(options.Network.FindTunnel("compute.amqps.globus.org", 443));
        Assert.Equal("proxy.example.org", options.CreateHttpMessageHandler().Proxy!.GetProxy(options.ServiceUrl)!.Host);
    }

    [Fact]
    public async Task A_file_may_hold_several_certificates_and_keys_beside_them()
    {
        using var folder = new TemporaryFolder();
        using var key = RSA.Create(2048);
        var pem = Authority.ExportCertificatePem();
        var file = folder.Add("authorities.pem", $"# The lab's.\n{pem}\n{key.ExportPkcs8PrivateKeyPem()}\n{pem}\n");

        Assert.All(TrustedAuthorities.Read(file), certificate => Assert.False(certificate.HasPrivateKey));
        Assert.Equal(2, TrustedAuthorities.Read(file).Count);
        await using var client = new ComputeClient(new ComputeClientOptions(TestCalls.Options()) { CertificateAuthorityFile = file });
    }

    [Theory]
    [InlineData(null, "Could not find")]
    [InlineData("", "It contains no certificate in PEM form")]
    [InlineData("not a certificate", "It contains no certificate in PEM form")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "")]
    public void A_file_without_usable_certificates_is_named(string? content, string reason)
    {
        using var folder = new TemporaryFolder();
        var file = content is null ? folder.File("missing.pem") : folder.Add("authorities.pem", content);
        var options = new ComputeClientOptions { CertificateAuthorityFile = file };

        var error = Assert.Throws<ArgumentException>(() => new ComputeClient(options));

        Assert.StartsWith($"ComputeClientOptions.CertificateAuthorityFile must be a file of certificates in PEM form; '{file}' cannot be used: {reason}", error.Message);
    }

    [Fact]
    public void An_empty_path_is_refused() =>
        Assert.Contains("CertificateAuthorityFile must be the path of a file, or null", Assert.Throws<ArgumentOutOfRangeException>(
            () => new ComputeClient(new ComputeClientOptions { CertificateAuthorityFile = "" })).Message);

    private static X509Certificate2 CreateAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Tests", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }
}
