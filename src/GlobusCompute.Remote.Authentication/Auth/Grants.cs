using Microsoft.Identity.Client;
using Microsoft.Identity.Client.Extensibility;

namespace GlobusCompute.Remote.Authentication.Auth;

/// <summary>
/// The three ways to tokens. Code and client credentials go through MSAL. A refresh does not: Globus answers it without an id token, and MSAL's request then
/// fails, having nobody to file the token under; so it is one form of our own.
/// </summary>
internal sealed class Grants(AuthEndpoint endpoint)
{
    /// <summary>Exchanges the code of a person's sign-in, which MSAL protects by PKCE and a random state.</summary>
    /// <exception cref="AuthException">It was refused, or nobody can be reached.</exception>
    public async Task<TokenAnswer> SignInAsync(string clientId, Uri redirect, ICustomWebUi browser, CancellationToken cancellationToken)
    {
        var seam = new MsalSeam(endpoint, GlobusScopes.Person);
        try
        {
            var app = PublicClientApplicationBuilder.Create(clientId)
                .WithExperimentalFeatures()
                .WithOidcAuthority(seam.Authority)
                .WithHttpClientFactory(seam, retryOnceOn5xx: false)
                .WithRedirectUri(redirect.OriginalString)
                .Build();
            await app.AcquireTokenInteractive([GlobusScopes.Compute])
                .WithCustomWebUi(browser)
                .WithPrompt(Prompt.NoPrompt)
                .ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (seam.Answer is null)
        {
            seam.ThrowIfFailed();
            throw Translated(e);
        }

        return seam.Answer!;
    }

    /// <summary>Gets the token of a service.</summary>
    /// <exception cref="AuthException">It was refused, or nobody can be reached.</exception>
    public async Task<TokenAnswer> GetForClientAsync(
        string clientId, string secret, IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        var seam = new MsalSeam(endpoint, scopes);
        try
        {
            var app = ConfidentialClientApplicationBuilder.Create(clientId)
                .WithOidcAuthority(seam.Authority)
                .WithHttpClientFactory(seam, retryOnceOn5xx: false)
                .WithClientSecret(secret)
                .Build();
            await app.AcquireTokenForClient(scopes).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            seam.ThrowIfFailed();
            throw Translated(e);
        }

        return seam.Answer!;
    }

    /// <summary>Gets another token for Compute with its refresh token.</summary>
    /// <exception cref="AuthException">It was refused, or nobody can be reached.</exception>
    public async Task<TokenItem> RefreshAsync(string clientId, string refreshToken, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = refreshToken,
            ["client_id"] = clientId,
        };
        var answer = await endpoint.GetTokensAsync(form, null, cancellationToken).ConfigureAwait(false);
        return answer.Compute ?? throw new AuthException("Globus Auth gave no token for Compute.", null, isTransient: false);
    }

    // MSAL's messages hold no tokens, but its exceptions print the answer's body, so they are not kept.
    private static Exception Translated(Exception e) => e is MsalException
        ? new AuthException($"The sign-in failed: {e.Message}", (e as MsalException)!.ErrorCode, isTransient: false)
        : e;
}
