using System.Net;
using System.Text.Json;
using GlobusCompute.Remote.Shared.Display;
using GlobusCompute.Remote.Tool.Sessions;

namespace GlobusCompute.Remote.Tool.Doctor;

/// <summary>Sends the service a request that needs no sign-in.</summary>
internal sealed class ServiceCheck : IDisposable
{
    private const string RestName = "service";
    private const string ClockName = "clock";
    private const string VersionName = "version";

    // Tokens and certificates allow for some minutes; below, only times in lists look odd.
    private static readonly TimeSpan s_odd = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_bad = TimeSpan.FromMinutes(5);

    private readonly CommandContext _context;
    private readonly TimeSpan _limit;
    private readonly HttpMessageHandler? _handler;
    private readonly string? _problem;
    private TimeSpan? _skew;
    private string? _version;

    public ServiceCheck(CommandContext context, TimeSpan limit)
    {
        (_context, _limit) = (context, limit);
        try
        {
            _handler = new ComputeClientOptions
            {
                ServiceUrl = context.Settings.Service,
                ProxyUrl = context.Settings.Profile.Proxy,
                CertificateAuthorityFile = context.Settings.Profile.Certificates,
            }.CreateHttpMessageHandler();
        }
        catch (ArgumentException e)
        {
            _problem = e.Message;
        }
    }

    /// <summary>Gets whether the service answers.</summary>
    public bool IsReached { get; private set; }

    public void Dispose() => _handler?.Dispose();

    public async Task<Finding> FindRestAsync()
    {
        if (_problem is not null)
        {
            return Finding.Bad(RestName, _problem, "correct the setting of the profile: 'gcompute profile show'");
        }

        var url = new Uri(_context.Settings.Service, "v2/version");
        var start = TimeProvider.System.GetTimestamp();
        try
        {
            using var answer = await SendAsync(url, token: null).ConfigureAwait(false);
            var text = await answer.Content.ReadAsStringAsync(_context.Stop).ConfigureAwait(false);
            var elapsed = TimeProvider.System.GetElapsedTime(start);
            var isCompute = TryReadVersion(text, out var version);
            IsReached = answer.IsSuccessStatusCode && isCompute;
            _skew = answer.Headers.Date is { } date ? TimeProvider.System.GetUtcNow() - (elapsed / 2) - date : null;
            _version = IsReached ? version : null;
            return IsReached ? Finding.Good(RestName, $"{url.Host} answered in {DurationText.Of(elapsed)}")
                : answer.IsSuccessStatusCode ? Finding.Bad(
                    RestName,
                    $"{url.Host} answered, but not as a service of Globus Compute does",
                    "check the address of the service (--service, or 'gcompute profile show'); a network that asks for a sign-in answers in its place, too")
                : Finding.Bad(
                    RestName,
                    $"{url.Host} answered with {(int)answer.StatusCode} {answer.ReasonPhrase}",
                    answer.StatusCode switch
                    {
                        HttpStatusCode.ProxyAuthenticationRequired => ConnectionFailure.ProxyPassword,
                        HttpStatusCode.TooManyRequests => "more requests were sent than the service takes: wait a minute, then try again",
                        >= HttpStatusCode.InternalServerError => "the service has a problem: try again later",
                        _ => "check the address of the service (--service, or 'gcompute profile show')",
                    });
        }
        catch (Exception e) when (!_context.Stop.IsCancellationRequested)
        {
            var proxy = _context.Settings.Profile.Proxy ?? HttpClient.DefaultProxy.GetProxy(url);
            var (message, advice) = ConnectionFailure.Describe(e, url.Host, url.Port, _limit, proxy);
            return Finding.Bad(RestName, message, advice);
        }
    }

    public Finding FindClock()
    {
        if (_skew is not { } skew)
        {
            return Finding.Skip(ClockName, "the service did not say its time");
        }

        var off = $"{DurationText.Of(skew.Duration())} {(skew > TimeSpan.Zero ? "ahead of" : "behind")} the service";
        const string Advice = "set the clock by a time server (NTP): sign-ins and certificates are refused where clocks differ";
        return skew.Duration() > s_bad ? Finding.Bad(ClockName, $"the clock of this machine is {off}", Advice)
            : skew.Duration() > s_odd ? Finding.Odd(ClockName, $"the clock of this machine is {off}", Advice)
            : Finding.Good(ClockName, "agrees with the service's");
    }

    public Finding FindVersion() => _version is null
        ? Finding.Skip(VersionName, "the service did not say its version")
        : Finding.Good(VersionName, $"the service's API is {_version}; this client speaks as SDK {new ComputeClientOptions().UserRuntime.SdkVersion}");

    /// <summary>Sends a GET request.</summary>
    public async Task<HttpResponseMessage> SendAsync(Uri url, string? token)
    {
        using var time = new CancellationTokenSource(_limit, TimeProvider.System);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_context.Stop, time.Token);
        using var client = new HttpMessageInvoker(_handler!, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.UserAgent.ParseAdd("gcompute-doctor");
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        return await client.SendAsync(request, limit.Token).ConfigureAwait(false);
    }

    // Whatever answers in the service's place says something else.
    private static bool TryReadVersion(string text, out string? version)
    {
        version = null;
        try
        {
            using var json = JsonDocument.Parse(text);
            version = json.RootElement.ValueKind switch
            {
                JsonValueKind.String => json.RootElement.GetString(),
                JsonValueKind.Object when json.RootElement.TryGetProperty("api", out var api) => api.ToString(),
                _ => null,
            };
            return json.RootElement.ValueKind is JsonValueKind.String or JsonValueKind.Object;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
