using GlobusCompute.Remote.Authentication.Auth;
using GlobusCompute.Remote.Authentication.Tokens;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;

namespace GlobusCompute.Remote.Authentication;

/// <summary>
/// Takes the tokens of who has signed in with <c>gcompute login</c> or a <see cref="GlobusInteractiveCredential"/>, and renews them. Never prompts: a later
/// sign-in is noticed. Thread-safe.
/// </summary>
public sealed class GlobusStoredCredential : IComputeCredential
{
    private readonly SignedIn _signedIn;

    /// <summary>Initializes a credential.</summary>
    /// <param name="options">The options, which are copied; null for the defaults.</param>
    /// <param name="clientId">
    /// The id of the app that signed in. Null (the default) is what <see cref="GlobusInteractiveCredentialOptions.ClientId"/> then is.
    /// </param>
    /// <exception cref="ArgumentException">An option is out of its range. The message names it.</exception>
    public GlobusStoredCredential(GlobusCredentialOptions? options = null, string? clientId = null)
    {
        var copy = options is null ? new GlobusCredentialOptions() : new GlobusCredentialOptions(options);
        copy.Validate();
        clientId ??= NativeApp.ClientId(Environment.GetEnvironmentVariable);
        if (!GlobusCredentialOptions.IsName(clientId))
        {
            throw new ArgumentException("The client id must be the UUID of an app that is registered with Globus.", nameof(clientId));
        }

        var profile = copy.Profile == GlobusCredentialOptions.DefaultProfile ? "" : $" --profile {copy.Profile}";
        var environment = copy.Environment.Name == "production" ? "" : $" --environment {copy.Environment.Name}";
        _signedIn = new SignedIn(
            copy, clientId, null, (_, grants, _) => new PersonTokens(clientId, grants, copy.TimeProvider, $"Run 'gcompute login{profile}{environment}'."));
    }

    /// <summary>Gets the current token, renewed if it is due.</summary>
    /// <inheritdoc cref="IComputeCredential.GetTokenAsync" path="/param"/>
    /// <exception cref="CredentialUnavailableException">Nobody is signed in.</exception>
    /// <exception cref="AuthorizationRequiredException">The sign-in is over, or does not suffice.</exception>
    public ValueTask<ComputeAccessToken> GetTokenAsync(ComputeTokenContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return _signedIn.Keeper.GetAsync(context, cancellationToken);
    }

    /// <summary>Gets who is signed in, from the stored tokens, without a request. Null if nobody is.</summary>
    /// <exception cref="AuthorizationRequiredException">The tokens were stored by a newer version.</exception>
    public GlobusAccount? GetAccount() => _signedIn.Read();
}
