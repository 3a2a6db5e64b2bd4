using System.Collections.Concurrent;
using GlobusCompute.Remote.Authentication;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Testing;

namespace GlobusCompute.Remote.Authentication.Tests;

/// <summary>What one test has: a local Globus Auth that its class shares, a folder for tokens, a clock that both go by, and a browser that does what a test says.</summary>
internal sealed class AuthWorld : IDisposable
{
    public const string Alice = "alice@example.org";

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private readonly int _requestsBefore;

    public AuthWorld(AuthFixture fixture)
    {
        Service = fixture.Service;
        Time = fixture.Time;
        Environment = new GlobusEnvironment("local", Service.Url, Auth.Url);
        _requestsBefore = Auth.TokenRequests.Count;
    }

    public LocalComputeService Service { get; }

    public LocalAuth Auth => Service.Auth!;

    public ManualTimeProvider Time { get; }

    public GlobusEnvironment Environment { get; }

    public string Folder => _folder.File("tokens");

    public CapturingLoggers Loggers { get; } = new();

    /// <summary>The addresses that the browser was told to open.</summary>
    public ConcurrentQueue<Uri> Opened { get; } = new();

    /// <summary>What this test has requested of tokens.</summary>
    public IReadOnlyList<LocalTokenRequest> Requests => [.. Auth.TokenRequests.Skip(_requestsBefore)];

    /// <summary>Options of a person at a browser, who consents.</summary>
    public GlobusInteractiveCredentialOptions Options(string person = Alice, bool consent = true, Func<Uri, Uri>? comesBackTo = null) => Fill(
        new GlobusInteractiveCredentialOptions
        {
            ClientId = Auth.NativeClient.Id.ToString(),
            OpenBrowser = async (url, cancellationToken) =>
            {
                Opened.Enqueue(url);
                var redirect = await Auth.SignInAsync(url, person, consent, cancellationToken);
                using var page = await _browser.GetAsync(comesBackTo?.Invoke(redirect) ?? redirect, cancellationToken);
            },
        });

    /// <summary>Options of a machine where nobody is.</summary>
    public GlobusCredentialOptions ServiceOptions() => Fill(new GlobusCredentialOptions());

    public GlobusInteractiveCredential Person() => new(Options());

    public GlobusStoredCredential Stored() => new(ServiceOptions(), Auth.NativeClient.Id.ToString());

    public GlobusClientCredential Client(string? secret = null) =>
        new(Auth.ConfidentialClient.Id.ToString(), secret ?? Auth.ConfidentialClient.Secret!, ServiceOptions());

    public int Count(string grant) => Requests.Count(request => request.GrantType == grant);

    public Task<HttpResponseMessage> VisitAsync(Uri page) => _browser.GetAsync(page);

    public void Dispose()
    {
        Auth.RequireSession(null);
        _browser.Dispose();
        _folder.Dispose();
    }

    public static ValueTask<ComputeAccessToken> GetAsync(IComputeCredential credential, string? rejected = null, AuthorizationParameters? requirements = null) =>
        credential.GetTokenAsync(new ComputeTokenContext(rejected) { Requirements = requirements }, CancellationToken.None);

    private T Fill<T>(T options)
        where T : GlobusCredentialOptions
    {
        options.Environment = Environment;
        options.TokenStore = GlobusTokenStore.InFolder(Folder);
        options.TimeProvider = Time;
        options.LoggerFactory = Loggers;
        return options;
    }
}
