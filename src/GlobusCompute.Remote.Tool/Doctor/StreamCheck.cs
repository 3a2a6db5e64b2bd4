using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using GlobusCompute.Remote.Shared.Display;
using GlobusCompute.Remote.Tool.Sessions;

namespace GlobusCompute.Remote.Tool.Doctor;

/// <summary>Connects to the broker of the result stream: on the port that the service names, and on 5671 and 443.</summary>
internal sealed class StreamCheck(CommandContext context, ServiceCheck service, AccountCheck account, TimeSpan limit)
{
    private const string Name = "stream";

    public async IAsyncEnumerable<Finding> FindAsync()
    {
        if (account.Token is not { } token)
        {
            yield return Finding.Skip(Name, "its address is only told to who is signed in");
            yield break;
        }

        var (url, problem) = await AskAsync(token).ConfigureAwait(false);
        if (url is null)
        {
            yield return problem!;
            yield break;
        }

        if (context.Settings.Profile.Proxy is not null)
        {
            yield return Finding.Skip(Name, $"{url.Host} is reached through the proxy, which is not checked here");
            yield break;
        }

        var isSecure = url.Scheme == "amqps";
        var first = url.Port > 0 ? url.Port : isSecure ? 5671 : 5672;
        int[] ports = isSecure ? [.. new[] { first, 5671, 443 }.Distinct()] : [first];
        var open = 0;
        foreach (var port in ports)
        {
            var finding = await ConnectAsync(url.DnsSafeHost, port, isSecure, open > 0).ConfigureAwait(false);
            open += finding.State == Finding.Ok ? 1 : 0;
            yield return finding;
        }

        if (open == 0)
        {
            yield return Finding.Odd(
                Name,
                "no port of the broker can be reached: results are polled, which is slower and costs requests",
                $"ask who runs the network to allow connections to {url.Host} on port 443 or 5671, or use a proxy");
        }
    }

    private async Task<(Uri? Url, Finding? Problem)> AskAsync(string token)
    {
        try
        {
            using var answer = await service.SendAsync(new Uri(context.Settings.Service, "v2/get_amqp_result_connection_url"), token).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode)
            {
                // A local service without a broker says so.
                return (null, answer.StatusCode == HttpStatusCode.NotImplemented
                    ? Finding.Skip(Name, "the service has no stream: results are polled")
                    : Finding.Odd(
                    Name,
                    $"the service gave no address of the result stream ({(int)answer.StatusCode} {answer.ReasonPhrase})",
                    "try again later; results are polled meanwhile"));
            }

            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(context.Stop).ConfigureAwait(false));
            return json.RootElement.TryGetProperty("connection_url", out var text) && Uri.TryCreate(text.GetString(), UriKind.Absolute, out var url)
                && url.Scheme is "amqp" or "amqps"
                ? (url, null)
                : (null, Finding.Bad(Name, "the address of the result stream is not an AMQP URL", "the service has a problem: try again later"));
        }
        catch (Exception e) when (!context.Stop.IsCancellationRequested && e is HttpRequestException or OperationCanceledException or JsonException
            or InvalidOperationException)
        {
            return (null, Finding.Odd(Name, $"the address of the result stream could not be read: {e.Message}", "try again later"));
        }
    }

    private async Task<Finding> ConnectAsync(string host, int port, bool isSecure, bool isOpen)
    {
        var name = $"{Name}-{port}";
        using var time = new CancellationTokenSource(limit, TimeProvider.System);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.Stop, time.Token);
        var start = TimeProvider.System.GetTimestamp();
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, end.Token).ConfigureAwait(false);
            if (!isSecure)
            {
                return Finding.Good(name, $"{host} is connected in {DurationText.Of(TimeProvider.System.GetElapsedTime(start))}, without TLS on this machine");
            }

            var tls = new SslStream(client.GetStream());
            await using (tls.ConfigureAwait(false))
            {
                var options = new SslClientAuthenticationOptions { TargetHost = host };
                AddAuthorities(options);
                await tls.AuthenticateAsClientAsync(options, end.Token).ConfigureAwait(false);
                return Finding.Good(
                    name,
                    $"{host} is connected in {DurationText.Of(TimeProvider.System.GetElapsedTime(start))}, {tls.SslProtocol}, certificate for "
                    + $"{tls.RemoteCertificate?.Subject ?? "an unknown name"}");
            }
        }
        catch (Exception e) when (!context.Stop.IsCancellationRequested)
        {
            var (message, advice) = ConnectionFailure.Describe(e, host, port, limit);
            return Finding.Odd(name, message, isOpen ? "nothing: another port works" : advice);
        }
    }

    private void AddAuthorities(SslClientAuthenticationOptions options)
    {
        if (context.Settings.Profile.Certificates is { } file)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(file);
            using var system = new X509Store(StoreName.Root, StoreLocation.CurrentUser, OpenFlags.ReadOnly);
            policy.CustomTrustStore.AddRange(system.Certificates);
            options.CertificateChainPolicy = policy;
        }
    }
}
