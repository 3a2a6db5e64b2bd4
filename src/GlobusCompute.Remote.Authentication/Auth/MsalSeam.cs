using System.Net;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json;
using Microsoft.Identity.Client;

namespace GlobusCompute.Remote.Authentication.Auth;

/// <summary>
/// Stands between MSAL and Globus Auth (protocol.md §2.10): of what MSAL would send it lets through what Globus knows, and of the answer it keeps every
/// token and shows MSAL the one for Compute. Made anew for each grant, so that MSAL's own cache never decides anything.
/// </summary>
internal sealed class MsalSeam(AuthEndpoint endpoint, IReadOnlyList<string> scopes) : HttpMessageHandler, IMsalHttpClientFactory
{
    private ExceptionDispatchInfo? _failure;

    /// <summary>The answer with all tokens, once it is there.</summary>
    public TokenAnswer? Answer { get; private set; }

    /// <summary>
    /// The address under which MSAL knows Globus Auth. MSAL accepts https alone; requests go to <see cref="AuthEndpoint.BaseUrl"/>, which may be plain http
    /// of this machine.
    /// </summary>
    public string Authority => $"https://{endpoint.BaseUrl.Authority}/";

    public HttpClient GetHttpClient() => new(this, disposeHandler: false);

    /// <summary>Throws what went wrong here, instead of what MSAL makes of it.</summary>
    public void ThrowIfFailed() => _failure?.Throw();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Where things are is known (protocol.md §2.1), so nobody needs to be asked.
        if (request.Method == HttpMethod.Get)
        {
            return Json(Discovery());
        }

        try
        {
            Answer = await SendGrantAsync(await ReadFormAsync(request, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            var compute = Answer.Compute ?? throw new AuthException("Globus Auth gave no token for Compute.", null, isTransient: false);
            return Json(ForMsal(compute, Answer.IdToken));
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }

    private Task<TokenAnswer> SendGrantAsync(Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        var grant = form.GetValueOrDefault("grant_type");
        return grant switch
        {
            "authorization_code" => endpoint.GetTokensAsync(
                Only(form, "client_id", "grant_type", "code", "code_verifier", "redirect_uri"), null, cancellationToken),
            "client_credentials" => endpoint.GetTokensAsync(
                new Dictionary<string, string> { ["grant_type"] = grant, ["scope"] = string.Join(' ', scopes) },
                new ClientSecret(form["client_id"], form["client_secret"]),
                cancellationToken),
            _ => throw new NotSupportedException($"MSAL sends no other grants for us: {grant}."),
        };
    }

    private static Dictionary<string, string> Only(Dictionary<string, string> form, params ReadOnlySpan<string> names)
    {
        var only = new Dictionary<string, string>();
        foreach (var name in names)
        {
            only.Add(name, form[name]);
        }

        return only;
    }

    private static async Task<Dictionary<string, string>> ReadFormAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var text = await request.Content!.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        return text.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(static pair => pair.Split('=', 2))
            .ToDictionary(static pair => Decode(pair[0]), static pair => pair.Length == 2 ? Decode(pair[1]) : "");
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private byte[] Discovery() => Write(json =>
    {
        json.WriteString("issuer", Authority.TrimEnd('/'));
        json.WriteString("authorization_endpoint", $"{Authority}v2/oauth2/authorize");
        json.WriteString("token_endpoint", $"{Authority}v2/oauth2/token");
        json.WriteString("jwks_uri", $"{Authority}jwk.json");
    });

    private static byte[] ForMsal(TokenItem compute, string? idToken) => Write(json =>
    {
        json.WriteString("access_token", compute.AccessToken);
        json.WriteString("token_type", "Bearer");
        json.WriteString("scope", compute.Scope);
        json.WriteNumber("expires_in", Math.Max(1, (long)compute.Life.TotalSeconds));
        if (idToken is not null)
        {
            json.WriteString("id_token", idToken);
        }
    });

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static HttpResponseMessage Json(byte[] body) => new(HttpStatusCode.OK)
    {
        Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") { CharSet = Encoding.UTF8.WebName } } },
    };
}
