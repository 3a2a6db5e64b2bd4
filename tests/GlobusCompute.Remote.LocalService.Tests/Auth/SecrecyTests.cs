using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests.Auth;

/// <summary>What opens something appears nowhere but in the answer to who asked for it.</summary>
public sealed class SecrecyTests
{
    [Fact]
    public async Task No_token_code_secret_or_verifier_is_in_logs_traces_texts_or_errors()
    {
        var traces = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => traces.Enqueue(
                $"{activity.DisplayName} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.SelectMany(e => e.Tags))} {string.Join(' ', activity.Baggage)}"),
        };
        ActivitySource.AddActivityListener(listener);
        using var loggers = new CapturingLoggers();
        var errors = new List<string>();
        await using var service = await AuthService.StartAsync(options => options.LoggerFactory = loggers);
        using var client = new AuthClient(service);
        var (auth, secret) = (service.Auth!, service.Auth!.ConfidentialClient.Secret!);

        var code = await client.SignInAsync();
        await NoteAsync(client.RedeemAsync(code, ("code_verifier", AuthClient.Verifier + "x")));
        using var redeemed = await client.RedeemAsync(code);
        var tokens = await AuthClient.TokensAsync(redeemed);
        await NoteAsync(client.RedeemAsync(code, ("client_secret", secret)));
        await NoteAsync(client.RefreshAsync(tokens["funcx_service"].Refresh!, ("unknown", "x")));
        await NoteAsync(client.RefreshAsync(tokens["funcx_service"].Refresh!, ("client_id", "x")));
        await NoteAsync(client.GetAsync("v2/oauth2/userinfo", tokens["funcx_service"].Access));
        await NoteAsync(client.GetAsync("v2/endpoints/nonsense", tokens["funcx_service"].Access));
        await NoteAsync(client.GetAsync("v2/authenticate", tokens["funcx_service"].Refresh!));
        await NoteAsync(client.PostAsync("v2/oauth2/token", new Dictionary<string, string?> { ["grant_type"] = "x", ["scope"] = "y" }, $"{auth.WebClient.Id}:{secret}"));
        await NoteAsync(client.Http.GetAsync($"v2/web/nonsense?code={code}"));
        using (var api = new Api(service, tokens["funcx_service"].Access))
        {
            await api.RunAsync(await api.RegisterSourceAsync("f", "def f():\n    return 7\n"));
        }

        await NoteAsync(client.RedeemAsync(code));
        errors.Add((await Assert.ThrowsAsync<ArgumentException>(() => auth.SignInAsync(new Uri($"http://127.0.0.1:1/?code={code}"), "x"))).ToString());
        errors.Add((await Assert.ThrowsAsync<InvalidOperationException>(() => auth.SignInAsync(client.AuthorizeUrl(("redirect_uri", "x:y")), "x"))).ToString());
        errors.AddRange([$"{auth}", $"{auth.WebClient}", .. auth.TokenRequests.Select(request => request.ToString()), $"{new LocalAuthOptions { ClientSecret = secret }}"]);

        string[] secrets =
        [
            code, AuthClient.Verifier, secret, auth.WebClient.Secret!, service.Token, .. tokens.Values.SelectMany(token => (string[])[token.Access, token.Refresh!]),
            tokens["auth.globus.org"].Id!,
        ];
        var texts = loggers.Lines.Select(line => line.Text).Concat(traces).Concat(errors).ToList();
        Assert.Contains(loggers.Lines, line => line.Text == "POST /v2/oauth2/token at Globus Auth: 200");
        Assert.Contains(traces, trace => trace.Contains("/v2/oauth2", StringComparison.Ordinal));
        Assert.All(secrets, hidden => Assert.DoesNotContain(texts, text => text.Contains(hidden, StringComparison.Ordinal)));

        async Task NoteAsync(Task<HttpResponseMessage> request)
        {
            using var answer = await request;
            Assert.False(answer.IsSuccessStatusCode);
            errors.Add(await answer.Content.ReadAsStringAsync());
        }
    }
}
