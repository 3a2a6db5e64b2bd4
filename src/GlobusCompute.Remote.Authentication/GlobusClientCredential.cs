using GlobusCompute.Remote.Authentication.Auth;
using GlobusCompute.Remote.Authentication.Tokens;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;

namespace GlobusCompute.Remote.Authentication;

/// <summary>Signs a service in with its client id and secret, as an identity of its own. Thread-safe.</summary>
public sealed class GlobusClientCredential : IComputeCredential
{
    /// <summary>The environment variable with the client id, as for Python's SDK: <c>GLOBUS_COMPUTE_CLIENT_ID</c>.</summary>
    public const string ClientIdVariable = NativeApp.IdVariable;

    /// <summary>The environment variable with the secret, as for Python's SDK: <c>GLOBUS_COMPUTE_CLIENT_SECRET</c>.</summary>
    public const string ClientSecretVariable = NativeApp.SecretVariable;

    private readonly SignedIn _signedIn;

    /// <summary>Initializes a credential.</summary>
    /// <param name="clientId">The id of a confidential client that is registered with Globus.</param>
    /// <param name="clientSecret">Its secret.</param>
    /// <param name="options">The options, which are copied; null for the defaults.</param>
    /// <exception cref="ArgumentException">The id or the secret is empty, or an option is out of its range. The message names it.</exception>
    public GlobusClientCredential(string clientId, string clientSecret, GlobusCredentialOptions? options = null)
    {
        if (!GlobusCredentialOptions.IsName(clientId))
        {
            throw new ArgumentException("The client id must be the UUID of a client that is registered with Globus.", nameof(clientId));
        }

        ArgumentException.ThrowIfNullOrWhiteSpace(clientSecret);
        var copy = options is null ? new GlobusCredentialOptions() : new GlobusCredentialOptions(options);
        copy.Validate();
        ClientId = clientId;
        _signedIn = new SignedIn(
            copy,
            clientId,
            new ClientSecret(clientId, clientSecret),
            (_, grants, _) => new ClientTokens(clientId, clientSecret, grants, copy.TimeProvider));
    }

    /// <summary>Gets the client id.</summary>
    public string ClientId { get; }

    /// <summary>Creates a credential with the id and the secret in <see cref="ClientIdVariable"/> and <see cref="ClientSecretVariable"/>.</summary>
    /// <param name="options">The options, which are copied; null for the defaults.</param>
    /// <exception cref="CredentialUnavailableException">No secret is set.</exception>
    /// <exception cref="InvalidOperationException">A secret is set, and no id.</exception>
    /// <exception cref="ArgumentException">An option is out of its range. The message names it.</exception>
    public static GlobusClientCredential FromEnvironment(GlobusCredentialOptions? options = null) =>
        Read(Environment.GetEnvironmentVariable, options);

    /// <summary>Gets a token, another one if the last is due.</summary>
    /// <inheritdoc cref="IComputeCredential.GetTokenAsync" path="/param"/>
    /// <exception cref="AuthorizationRequiredException">The client was refused, or a session of a person is required.</exception>
    public ValueTask<ComputeAccessToken> GetTokenAsync(ComputeTokenContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return _signedIn.Keeper.GetAsync(context, cancellationToken);
    }

    /// <summary>Revokes the stored token and deletes it. It is deleted even where it cannot be revoked.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="HttpRequestException">The token was deleted, but could not be revoked.</exception>
    /// <exception cref="IOException">The token was revoked if possible, but cannot be deleted; the message says where it is.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public Task<bool> SignOutAsync(CancellationToken cancellationToken = default) => _signedIn.SignOutAsync(cancellationToken);

    internal static GlobusClientCredential Read(Func<string, string?> variable, GlobusCredentialOptions? options)
    {
        var (id, secret) = (variable(ClientIdVariable)?.Trim(), variable(ClientSecretVariable)?.Trim());
        if (string.IsNullOrEmpty(secret))
        {
            throw new CredentialUnavailableException($"{ClientIdVariable} and {ClientSecretVariable} are not both set.");
        }

        return string.IsNullOrEmpty(id)
            ? throw new InvalidOperationException($"{ClientSecretVariable} is set, and {ClientIdVariable} is not.")
            : new GlobusClientCredential(id, secret, options);
    }
}
