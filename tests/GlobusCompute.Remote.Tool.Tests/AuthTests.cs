using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;

namespace GlobusCompute.Remote.Tool.Tests;

/// <summary>What the option <c>--auth</c> does, seen from outside.</summary>
public sealed class AuthTests
{
    private const string Secret = "s3cret+word";

    private static readonly Dictionary<string, string> s_secret = new() { ["GCOMPUTE_LOCAL_CLIENT_SECRET"] = Secret };

    [Fact]
    public async Task A_client_signs_in_with_what_the_ready_line_tells()
    {
        using var tool = ToolProcess.StartLocalWith(s_secret, "--auth", "--token-lifetime", "20", "--redirect-uri", "https://a.example.org/x", "--workers", "1");

        var ready = await tool.ReadReadyAsync();
        var auth = ready.GetProperty("auth");
        Assert.Equal(["url", "native_client_id", "client_id", "client_secret", "web_client_id", "web_client_secret", "people"], auth.EnumerateObject().Select(p => p.Name));
        Assert.Equal((Secret, Secret), (auth.GetProperty("client_secret").GetString(), auth.GetProperty("web_client_secret").GetString()));
        var url = auth.GetProperty("url").GetString()!;
        var token = await GetTokenAsync(url, auth);
        Assert.Equal(20, token.GetProperty("expires_in").GetInt64());
        using (var http = new HttpClient { BaseAddress = new Uri(url) })
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString());
            Assert.Equal("\"authenticated\"", await http.GetStringAsync("v2/authenticate"));
            var page = await http.GetStringAsync(
                $"v2/oauth2/authorize?client_id={auth.GetProperty("web_client_id")}&redirect_uri=https://a.example.org/x&response_type=code&scope=openid");
            Assert.All(auth.GetProperty("people").EnumerateArray(), person => Assert.Contains(person.GetString()!, page));
        }

        Signals.Send(tool.Id, Signals.Terminate);
        var (code, output, error) = await tool.EndAsync();
        Assert.Equal((0, ""), (code, output));
        Assert.DoesNotContain(Secret, error);
    }

    [Fact]
    public async Task People_are_shown_the_clients_and_a_secret_that_nobody_has_named_yet()
    {
        using var named = ToolProcess.StartOther(
            [.. ToolProcess.CommandLine, "local", "--python", ToolProcess.Python, "--auth", "--workers", "1"], s_secret);
        using var random = ToolProcess.StartLocal("--auth", "--workers", "1");

        Assert.Contains("alice@example.org", await ToolProcess.ReadUntilAsync(named.Output, "Sign-in"));
        Assert.EndsWith(", secret that of GCOMPUTE_LOCAL_CLIENT_SECRET", await ToolProcess.ReadUntilAsync(named.Output, "Client "));
        Assert.Matches(", secret [A-Za-z0-9_-]{43}$", await ToolProcess.ReadUntilAsync(random.Output, "Client "));
    }

    private static async Task<JsonElement> GetTokenAsync(string url, JsonElement auth)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{url}v2/oauth2/token")
        {
            Content = new FormUrlEncodedContent(
                [new("grant_type", "client_credentials"), new("scope", "https://auth.globus.org/scopes/facd7ccc-c5f4-42aa-916b-a0e270e2c2a9/all")]),
        };
        var basic = $"{auth.GetProperty("client_id")}:{auth.GetProperty("client_secret")}";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(basic)));
        using var answer = await http.SendAsync(request);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }
}
