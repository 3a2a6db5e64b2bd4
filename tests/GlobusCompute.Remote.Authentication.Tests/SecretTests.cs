using System.Collections.Concurrent;
using System.Diagnostics;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.LocalService;
using Xunit;

namespace GlobusCompute.Remote.Authentication.Tests;

/// <summary>No token, secret, code or verifier is anywhere but in requests and in files that are their owner's alone.</summary>
public sealed class SecretTests(ShortLivedAuth fixture) : IClassFixture<ShortLivedAuth>, IDisposable
{
    private readonly AuthWorld _world = new(fixture);

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_full_run_shows_none_in_logs_exceptions_texts_and_traces()
    {
        var spy = new SecretSpy();
        var texts = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => texts.Enqueue(
                $"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.SelectMany(static e => e.Tags))}"),
        };
        ActivitySource.AddActivityListener(listener);
        var options = _world.Options();
        options.HttpMessageHandler = spy;
        var credential = new GlobusInteractiveCredential(options);
        var serviceOptions = _world.ServiceOptions();
        serviceOptions.HttpMessageHandler = spy;
        var service = new GlobusClientCredential(_world.Auth.ConfidentialClient.Id.ToString(), _world.Auth.ConfidentialClient.Secret!, serviceOptions);
        await using var client = new ComputeClient(new ComputeClientOptions
        {
            ServiceUrl = _world.Service.Url,
            Credential = credential,
            TimeProvider = _world.Time,
            RequestBudget = null,
            LoggerFactory = _world.Loggers,
        });

        await client.GetEndpointsAsync();
        texts.Enqueue((await AuthWorld.GetAsync(credential)).ToString());
        texts.Enqueue((await AuthWorld.GetAsync(service)).ToString());
        _world.Time.Advance(TimeSpan.FromSeconds(18));
        await client.GetEndpointsAsync();
        _world.Auth.RequireSession(new LocalSessionRequirement { RequiredMfa = true });
        await client.GetEndpointsAsync();
        texts.Enqueue((await Assert.ThrowsAsync<AuthorizationRequiredException>(
            () => AuthWorld.GetAsync(service, (AuthWorld.GetAsync(service).AsTask().Result).Token, new AuthorizationParameters { RequiresMfa = true }).AsTask())).ToString());
        _world.Auth.RequireSession(null);
        _world.Auth.Revoke(AuthWorld.Alice);
        _world.Time.Advance(TimeSpan.FromSeconds(30));
        var denied = _world.Options(consent: false);
        denied.HttpMessageHandler = spy;
        texts.Enqueue((await Assert.ThrowsAsync<AuthorizationRequiredException>(
            () => AuthWorld.GetAsync(new GlobusInteractiveCredential(denied)).AsTask())).ToString());
        texts.Enqueue((await Assert.ThrowsAsync<AuthorizationRequiredException>(() => AuthWorld.GetAsync(_world.Stored()).AsTask())).ToString());
        var wrong = _world.Options();
        wrong.HttpMessageHandler = spy;
        wrong.Method = GlobusSignInMethod.PastedCode;
        wrong.ReadCode = static (_, _) => Task.FromResult<string?>("the-code-that-was-pasted");
        texts.Enqueue((await Assert.ThrowsAsync<AuthorizationRequiredException>(() => new GlobusInteractiveCredential(wrong).SignInAsync())).ToString());
        texts.Enqueue($"{credential} {credential.GetAccount()} {service} {options.TokenStore} {new ComputeTokenContext("x") { Requirements = AuthorizationParameters.None }}");
        await credential.SignOutAsync();
        await service.SignOutAsync();

        Assert.True(spy.Secrets.Count > 12, $"Only {spy.Secrets.Count} secrets were seen.");
        var all = string.Join('\n', _world.Loggers.Lines.Concat(texts));
        Assert.Contains("Signed in as alice@example.org", all);
        Assert.All(spy.Secrets, secret => Assert.DoesNotContain(secret, all));
    }

    [Fact]
    public async Task Tokens_are_in_no_process_list_and_only_in_files_of_the_owner()
    {
        var spy = new SecretSpy();
        var options = _world.Options();
        options.HttpMessageHandler = spy;
        await new GlobusInteractiveCredential(options).SignInAsync();

        var lists = OperatingSystem.IsLinux()
            ? Directory.EnumerateDirectories("/proc").Where(static folder => int.TryParse(Path.GetFileName(folder), out _)).Select(static folder => ReadOrEmpty($"{folder}/cmdline"))
            : [];
        var shown = string.Join('\n', lists);
        Assert.All(spy.Secrets, secret => Assert.DoesNotContain(secret, shown));
        var files = Directory.EnumerateFiles(_world.Folder).Where(file => spy.Secrets.Any(File.ReadAllText(file).Contains)).ToList();
        var file = Assert.Single(files);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    // A process may end meanwhile.
    private static string ReadOrEmpty(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>Passes requests to Globus Auth on, and notes what is secret in them and in the answers.</summary>
    private sealed class SecretSpy() : DelegatingHandler(new SocketsHttpHandler())
    {
        private static readonly string[] s_secret =
            ["access_token", "refresh_token", "id_token", "code", "code_verifier", "token", "client_secret"];

        private readonly ConcurrentDictionary<string, bool> _secrets = new();

        public ICollection<string> Secrets => _secrets.Keys;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Headers.Authorization?.Parameter is { } basic)
            {
                Note(basic);
                Note(System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(basic)).Split(':')[1]);
            }

            var form = System.Web.HttpUtility.ParseQueryString(await request.Content!.ReadAsStringAsync(cancellationToken));
            foreach (var name in s_secret)
            {
                Note(form[name]);
            }

            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            foreach (System.Text.RegularExpressions.Match match in System.Text.RegularExpressions.Regex.Matches(
                body, $"\"(?:{string.Join('|', s_secret.Where(static name => name != "code"))})\"\\s*:\\s*\"([^\"]+)\""))
            {
                Note(match.Groups[1].Value);
            }

            return response;
        }

        private void Note(string? secret)
        {
            if (!string.IsNullOrEmpty(secret))
            {
                _secrets.TryAdd(secret, true);
            }
        }
    }
}
