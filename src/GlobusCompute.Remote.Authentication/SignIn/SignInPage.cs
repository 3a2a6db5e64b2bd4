using System.Runtime.ExceptionServices;
using System.Text;
using GlobusCompute.Remote.Authentication.Auth;
using GlobusCompute.Remote.Credentials;
using Microsoft.Identity.Client.Extensibility;

namespace GlobusCompute.Remote.Authentication.SignIn;

/// <summary>
/// Owns the address at which a person signs in: of MSAL's it takes client, redirect, challenge and state, and adds what Globus wants (protocol.md §2.3).
/// </summary>
internal sealed class SignInPage(
    Uri authorizeUrl, AuthorizationParameters requirements, string appName, Func<Uri, string, CancellationToken, Task<string>> ask) : ICustomWebUi
{
    private ExceptionDispatchInfo? _failure;

    /// <summary>The address, once it is known.</summary>
    public Uri? Url { get; private set; }

    public void ThrowIfFailed() => _failure?.Throw();

    public async Task<Uri> AcquireAuthorizationCodeAsync(Uri authorizationUri, Uri redirectUri, CancellationToken cancellationToken)
    {
        try
        {
            var (url, state) = Build(Query.Parse(authorizationUri.Query));
            Url = url;
            var code = await ask(url, state, cancellationToken).ConfigureAwait(false);

            // MSAL compares the state once more.
            return new Uri(redirectUri, $"?code={Uri.EscapeDataString(code)}&state={Uri.EscapeDataString(state)}");
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }

    private (Uri Url, string State) Build(IReadOnlyDictionary<string, string> msal)
    {
        var text = new StringBuilder(authorizeUrl.AbsoluteUri);
        var separator = '?';
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                text.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
                separator = '&';
            }
        }

        var scopes = GlobusScopes.Person.Concat(requirements.RequiredScopes).Distinct(StringComparer.Ordinal);
        Add("client_id", msal["client_id"]);
        Add("redirect_uri", msal["redirect_uri"]);
        Add("scope", string.Join(' ', scopes));
        Add("state", msal["state"]);
        Add("response_type", "code");
        Add("code_challenge", msal["code_challenge"]);
        Add("code_challenge_method", msal["code_challenge_method"]);
        Add("access_type", "offline");
        Add("prefill_named_grant", appName);
        Add("session_required_identities", string.Join(',', requirements.RequiredIdentities));
        Add("session_required_single_domain", string.Join(',', requirements.RequiredDomains));
        Add("session_required_policies", string.Join(',', requirements.RequiredPolicies));
        Add("session_required_mfa", requirements.RequiresMfa is { } mfa ? mfa ? "True" : "False" : null);
        Add("session_message", requirements.Message);
        Add("prompt", requirements.Prompt);
        return (new Uri(text.ToString()), msal["state"]);
    }
}
