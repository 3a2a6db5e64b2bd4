using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace GlobusCompute.Remote.Authentication.Auth;

/// <summary>Sends the requests to Globus Auth that need no browser. A client is known by its id in the form, or by Basic where it has a secret.</summary>
internal sealed class AuthEndpoint(GlobusCredentialOptions options)
{
    private const int MaxAnswerBytes = 1 << 20;

    private static readonly SocketsHttpHandler s_shared = new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(15),
    };

    private static readonly ProductInfoHeaderValue s_agent = new("GlobusCompute.Remote", typeof(AuthEndpoint).Assembly.GetName().Version!.ToString(3));

    public Uri BaseUrl => options.Environment.AuthUrl!;

    public Uri AuthorizeUrl => new(BaseUrl, "v2/oauth2/authorize");

    public Uri CodePageUrl => new(BaseUrl, "v2/web/auth-code");

    /// <exception cref="AuthException">It refused, or could not be reached.</exception>
    public async Task<TokenAnswer> GetTokensAsync(IReadOnlyDictionary<string, string> form, ClientSecret? secret, CancellationToken cancellationToken)
    {
        var body = await SendAsync("v2/oauth2/token", form, secret, cancellationToken).ConfigureAwait(false);
        try
        {
            return TokenAnswer.Read(body);
        }
        catch (JsonException)
        {
            // What cannot be read may hold a token, so it is not repeated.
            throw new AuthException("The answer of Globus Auth cannot be read.", null, isTransient: true);
        }
    }

    /// <summary>Makes a token worthless. One that is so already is accepted.</summary>
    /// <exception cref="AuthException">It refused, or could not be reached.</exception>
    public Task RevokeAsync(string token, string clientId, ClientSecret? secret, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string> { ["token"] = token };
        if (secret is null)
        {
            form.Add("client_id", clientId);
        }

        return SendAsync("v2/oauth2/token/revoke", form, secret, cancellationToken);
    }

    private async Task<byte[]> SendAsync(string path, IReadOnlyDictionary<string, string> form, ClientSecret? secret, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.RequestTimeout, options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var http = new HttpClient(options.HttpMessageHandler ?? s_shared, disposeHandler: false)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MaxAnswerBytes,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(BaseUrl, path)) { Content = new FormUrlEncodedContent(form) };
        request.Headers.UserAgent.Add(s_agent);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Authorization = secret?.ToHeader();
        try
        {
            using var response = await http.SendAsync(request, both.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(both.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? body : throw Refusal(response.StatusCode, body, form, secret);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AuthException($"Globus Auth at {BaseUrl} did not answer within {options.RequestTimeout}.", null, isTransient: true, e);
        }
        catch (HttpRequestException e)
        {
            throw new AuthException($"Globus Auth at {BaseUrl} cannot be reached: {e.Message}", null, isTransient: true, e);
        }
    }

    private static AuthException Refusal(HttpStatusCode status, byte[] body, IReadOnlyDictionary<string, string> form, ClientSecret? secret)
    {
        var (error, detail) = AuthError.Read(body);
        var secrets = form.Where(static pair => pair.Key is not ("grant_type" or "scope" or "client_id" or "redirect_uri")).Select(static pair => pair.Value);
        var said = AuthError.WithoutSecrets(detail ?? error, secrets.Append(secret?.Secret));
        var isTransient = (int)status is >= 500 or 408 or 429 or (>= 300 and < 400);
        return new AuthException($"Globus Auth answered with {(int)status} {status}{(said is null ? "." : $": {said}")}", error, isTransient);
    }
}
