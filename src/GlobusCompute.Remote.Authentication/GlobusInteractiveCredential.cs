using GlobusCompute.Remote.Authentication.Auth;
using GlobusCompute.Remote.Authentication.SignIn;
using GlobusCompute.Remote.Authentication.Tokens;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;

namespace GlobusCompute.Remote.Authentication;

/// <summary>
/// Signs a person in, by authorization code with PKCE: in a browser on this machine, or by a code that the person pastes. Tokens are stored and renewed, so
/// that the person is prompted only when nobody is signed in, the sign-in is over, or Globus requires more of it. Thread-safe.
/// </summary>
public sealed class GlobusInteractiveCredential : IInteractiveCredential
{
    private readonly SignedIn _signedIn;
    private readonly PersonPrompt _prompt;

    /// <summary>Initializes a credential.</summary>
    /// <param name="options">The options, which are copied; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range. The message names it.</exception>
    public GlobusInteractiveCredential(GlobusInteractiveCredentialOptions? options = null)
    {
        var copy = options is null ? new GlobusInteractiveCredentialOptions() : new GlobusInteractiveCredentialOptions(options);
        copy.Validate();
        var clientId = copy.ClientId ?? NativeApp.ClientId(Environment.GetEnvironmentVariable);
        PersonPrompt? prompt = null;
        _signedIn = new SignedIn(copy, clientId, null, (endpoint, grants, logger) =>
        {
            prompt = new PersonPrompt(clientId, grants, endpoint, copy);
            return new InteractiveTokens(clientId, grants, prompt, copy.TimeProvider, endpoint.BaseUrl, logger);
        });
        _prompt = prompt!;
    }

    /// <inheritdoc/>
    public bool IsWaitingForUser => _prompt.IsWaiting;

    /// <summary>
    /// Gets a token, and prompts the person where that is needed and allowed. Callers that come meanwhile wait for the same sign-in.
    /// </summary>
    /// <inheritdoc cref="IComputeCredential.GetTokenAsync" path="/param"/>
    /// <exception cref="AuthorizationRequiredException">The person may not be prompted, denied the sign-in, or did not sign in in time.</exception>
    public ValueTask<ComputeAccessToken> GetTokenAsync(ComputeTokenContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return _signedIn.Keeper.GetAsync(context, cancellationToken);
    }

    /// <summary>Prompts the person to sign in, even where somebody is signed in, and stores the tokens in place of others.</summary>
    /// <param name="requirements">What the sign-in must satisfy, such as <see cref="AuthorizationRequiredException.Parameters"/>; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>Who has signed in.</returns>
    /// <exception cref="AuthorizationRequiredException">The person denied it, or did not sign in in time; the message then holds the address.</exception>
    /// <exception cref="CredentialUnavailableException">No person can be prompted here.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public async Task<GlobusAccount> SignInAsync(AuthorizationParameters? requirements = null, CancellationToken cancellationToken = default) =>
        _signedIn.Describe(await _signedIn.Keeper.SignInAsync(requirements, cancellationToken).ConfigureAwait(false));

    /// <summary>Revokes the stored tokens and deletes them. They are deleted even where they cannot be revoked.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>Whether somebody was signed in.</returns>
    /// <exception cref="HttpRequestException">The tokens were deleted, but not all of them could be revoked.</exception>
    /// <exception cref="IOException">The tokens were revoked as far as possible, but cannot be deleted; the message says where they are.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public Task<bool> SignOutAsync(CancellationToken cancellationToken = default) => _signedIn.SignOutAsync(cancellationToken);

    /// <summary>Gets who is signed in, from the stored tokens, without a request. Null if nobody is.</summary>
    /// <exception cref="AuthorizationRequiredException">The tokens were stored by a newer version.</exception>
    public GlobusAccount? GetAccount() => _signedIn.Read();
}
