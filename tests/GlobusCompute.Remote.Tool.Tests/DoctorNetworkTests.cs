using System.Net;
using System.Text.Json;
using GlobusCompute.Remote.TestFixtures;
using Xunit;
using static GlobusCompute.Remote.Tool.Tests.DoctorTests;

namespace GlobusCompute.Remote.Tool.Tests;

/// <summary><c>gcompute doctor</c> behind a proxy server and where an organization has certificates of its own.</summary>
public sealed class DoctorNetworkTests : IDisposable
{
    private const string Host = "compute.test";

    private readonly CommandUser _user = new();
    private readonly TestAuthority _authority = new();

    public DoctorNetworkTests()
    {
        _user.Folder.Add("authority.pem", _authority.Certificate.ExportCertificatePem());
        _user.Variables["GLOBUS_COMPUTE_ACCESS_TOKEN"] = "x";
        foreach (var name in new[] { "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY" })
        {
            _user.Variables[name] = _user.Variables[name.ToLowerInvariant()] = "";
        }
    }

    public void Dispose()
    {
        _user.Dispose();
        _authority.Dispose();
    }

    [Fact]
    public async Task A_private_authority_is_trusted_once_the_profile_names_it()
    {
        await using var broker = new TlsFront(FreePorts.Next(), _authority.Issue("localhost"));
        await using var service = await FakeService.StartAsync(clock: 0, stream: $"amqps://me:secret-word@localhost:{broker.Port}/");
        await using var front = new TlsFront(service.Port, _authority.Issue("localhost"));
        string[] line = ["--service", $"https://localhost:{front.Port}/", "--no-probe", "--timeout", "20"];

        var (code, findings) = await FindAsync(_user, line);
        Assert.Equal((18, "failed"), (code, State(findings["service"])));
        Assert.Contains($"the certificate of localhost (port {front.Port}) is not accepted", Message(findings["service"]));
        Assert.Contains("gcompute profile set certificates FILE.pem", Advice(findings["service"]));
        Assert.All(["clock", "version", "sign-in", "stream", "endpoint", "task"], check => Assert.Equal("skipped", State(findings[check])));

        await _user.SucceedAsync("profile", "set", "certificates", _user.Folder.File("authority.pem"));
        (code, findings) = await FindAsync(_user, line);
        Assert.Equal((0, "ok", "ok"), (code, State(findings["service"]), State(findings["sign-in"])));
        Assert.Equal("ok", State(findings[$"stream-{broker.Port}"]));
        Assert.Matches("^localhost is connected in .*, Tls1[23], certificate for CN=localhost$", Message(findings[$"stream-{broker.Port}"]));
        Assert.DoesNotContain("stream", findings.Keys);
        Assert.DoesNotContain("secret-word", string.Concat(findings.Values.Select(static finding => finding.GetRawText())));

        await _user.SucceedAsync("profile", "set", "certificates", _user.Folder.File("none.pem"));
        (code, findings) = await FindAsync(_user, line);
        Assert.Equal((18, "failed"), (code, State(findings["service"])));
        Assert.Contains("none.pem", Message(findings["service"]));
        Assert.Equal("correct the setting of the profile: 'gcompute profile show'", Advice(findings["service"]));
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_not_accepted()
    {
        await using var service = await FakeService.StartAsync(clock: 0, stream: null);
        await using var front = new TlsFront(service.Port, _authority.Issue("other.test"));
        await _user.SucceedAsync("profile", "set", "certificates", _user.Folder.File("authority.pem"));
        var (code, findings) = await FindAsync(_user, ["--service", $"https://localhost:{front.Port}/", "--no-probe"]);

        Assert.Equal((18, "failed"), (code, State(findings["service"])));
        Assert.Contains("is not accepted", Message(findings["service"]));
    }

    [Fact]
    public async Task The_service_is_reached_through_the_proxy_of_the_profile()
    {
        await using var service = await FakeService.StartAsync(clock: 0, stream: $"amqps://me:x@{Host}:5671/");
        await using var front = new TlsFront(service.Port, _authority.Issue(Host));
        await using var proxy = new ForwardProxy(new NetworkCredential("user", "secret-word"));
        proxy.Add(Host, front.Port);
        await _user.SucceedAsync("profile", "set", "certificates", _user.Folder.File("authority.pem"));
        string[] line = ["--service", $"https://{Host}:{front.Port}/", "--no-probe", "--timeout", "20"];

        await _user.SucceedAsync("profile", "set", "proxy", proxy.UrlFor("http", "user:secret-word").OriginalString);
        var (code, findings) = await FindAsync(_user, line);
        Assert.Equal((0, "ok", "ok"), (code, State(findings["service"]), State(findings["sign-in"])));
        Assert.Equal($"{Host} is reached through the proxy, which is not checked here", Message(findings["stream"]));
        Assert.Contains($"{Host}:{front.Port}", proxy.Targets);

        await _user.SucceedAsync("profile", "set", "proxy", proxy.UrlFor("http", "user:wrong-word").OriginalString);
        (code, findings) = await FindAsync(_user, line);
        Assert.Equal((18, "failed"), (code, State(findings["service"])));
        Assert.Contains("407", Message(findings["service"]));
        Assert.Equal("give user and password in the URL of the proxy: 'gcompute profile set proxy http://USER:PASSWORD@HOST:PORT'", Advice(findings["service"]));
        Assert.DoesNotContain("-word", string.Concat(findings.Values.Select(static finding => finding.GetRawText())));

        var (refused, _, error) = await _user.RunAsync("endpoint", "list", "--service", $"https://{Host}:{front.Port}/");
        Assert.Equal(13, refused);
        Assert.Contains("407", error);
        Assert.DoesNotContain("-word", error);

        // The proxy of the environment is named likewise.
        await _user.SucceedAsync("profile", "unset", "proxy");
        var port = FreePorts.Next();
        _user.Variables["HTTPS_PROXY"] = $"http://127.0.0.1:{port}";
        (code, findings) = await FindAsync(_user, line);
        Assert.Equal((18, "failed"), (code, State(findings["service"])));
        Assert.Contains($"the proxy 127.0.0.1:{port}", Message(findings["service"]));
        await _user.SucceedAsync("profile", "set", "proxy", $"http://127.0.0.1:{port}");
        (code, findings) = await FindAsync(_user, line);
        Assert.Equal((18, "failed"), (code, State(findings["service"])));
        Assert.Contains($"the proxy 127.0.0.1:{port}", Message(findings["service"]));
    }
}
