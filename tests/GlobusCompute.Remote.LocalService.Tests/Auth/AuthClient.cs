using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests.Auth;

/// <summary>Speaks to the Globus Auth of a service in plain HTTP, as any client would.</summary>
internal sealed class AuthClient : IDisposable
{
    public const string Compute = "https://auth.globus.org/scopes/facd7ccc-c5f4-42aa-916b-a0e270e2c2a9/all";
    public const string Transfer = "urn:globus:auth:scope:transfer.api.globus.org:all";
    public const string Verifier = "a-verifier-of-a-test_that.is~long-enough-0123456789";
    public const string Loopback = "http://127.0.0.1:45678";

    private readonly LocalComputeService _service;

    public AuthClient(LocalComputeService service)
    {
        _service = service;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = service.Url };
    }

    public HttpClient Http { get; }

    public LocalAuth Auth => _service.Auth!;

    public string NativeId => Auth.NativeClient.Id.ToString();

    public static string Challenge(string verifier) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>The parameters of a native app's authorize URL, with some of them changed; null takes one away.</summary>
    public Dictionary<string, string?> Parameters(params (string Name, string? Value)[] changes)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["client_id"] = NativeId,
            ["redirect_uri"] = Loopback,
            ["scope"] = $"openid {Compute}",
            ["state"] = "a state & more=é",
            ["response_type"] = "code",
            ["code_challenge"] = Challenge(Verifier),
            ["code_challenge_method"] = "S256",
            ["access_type"] = "offline",
        };
        return Change(parameters, changes);
    }

    public Uri AuthorizeUrl(params (string Name, string? Value)[] changes) =>
        new(QueryHelpers.AddQueryString(new Uri(_service.Url, "v2/oauth2/authorize").ToString(), Parameters(changes)));

    public async Task<string> SignInAsync(string person = "alice@example.org", params (string Name, string? Value)[] changes) =>
        Query(await Auth.SignInAsync(AuthorizeUrl(changes), person))["code"];

    public static Dictionary<string, string> Query(Uri uri) => QueryHelpers.ParseQuery(uri.Query).ToDictionary(item => item.Key, item => item.Value.Single()!);

    public Task<HttpResponseMessage> RedeemAsync(string code, params (string Name, string? Value)[] changes) => PostAsync("v2/oauth2/token", Change(
        new Dictionary<string, string?>
        {
            ["client_id"] = NativeId,
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["code_verifier"] = Verifier,
            ["redirect_uri"] = Loopback,
        },
        changes));

    public Task<HttpResponseMessage> RefreshAsync(string token, params (string Name, string? Value)[] changes) => PostAsync("v2/oauth2/token", Change(
        new Dictionary<string, string?> { ["client_id"] = NativeId, ["grant_type"] = "refresh_token", ["refresh_token"] = token }, changes));

    public async Task<HttpResponseMessage> PostAsync(string path, IReadOnlyDictionary<string, string?> form, string? basic = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form!) };
        request.Headers.Authorization = basic is null ? null : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(basic)));
        return await Http.SendAsync(request);
    }

    public async Task<HttpResponseMessage> GetAsync(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.UserAgent.ParseAdd("globus-compute-sdk-4.15.0");
        return await Http.SendAsync(request);
    }

    /// <summary>Signs in and redeems the code.</summary>
    public async Task<Dictionary<string, Token>> GetTokensAsync(string person = "alice@example.org", params (string Name, string? Value)[] changes)
    {
        using var answer = await RedeemAsync(await SignInAsync(person, changes));
        return await TokensAsync(answer);
    }

    /// <summary>Reads the tokens of an answer, by resource server.</summary>
    public static async Task<Dictionary<string, Token>> TokensAsync(HttpResponseMessage answer)
    {
        var body = await Api.ReadAsync(answer);
        return body.GetProperty("other_tokens").EnumerateArray().Prepend(body).Select(Token.Of).ToDictionary(token => token.Server);
    }

    public static async Task<(int Status, string Error)> ReadErrorAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        var body = JsonDocument.Parse(text).RootElement;
        Assert.NotEmpty(body.GetProperty("error_description").GetString()!);
        return ((int)answer.StatusCode, body.GetProperty("error").GetString()!);
    }

    public void Dispose() => Http.Dispose();

    private static Dictionary<string, string?> Change(Dictionary<string, string?> parameters, (string Name, string? Value)[] changes)
    {
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                parameters.Remove(name);
            }
            else
            {
                parameters[name] = value;
            }
        }

        return parameters;
    }

    internal sealed record Token(string Server, string Access, string? Refresh, string Scope, long ExpiresIn, string? Id)
    {
        public static Token Of(JsonElement body) => new(
            body.GetProperty("resource_server").GetString()!,
            body.GetProperty("access_token").GetString()!,
            body.TryGetProperty("refresh_token", out var refresh) ? refresh.GetString() : null,
            body.GetProperty("scope").GetString()!,
            body.GetProperty("expires_in").GetInt64(),
            body.TryGetProperty("id_token", out var id) ? id.GetString() : null);
    }
}
