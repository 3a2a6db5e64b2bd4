using GlobusCompute.Remote.Credentials;

namespace GlobusCompute.Remote;

/// <summary>Provides an access token that was obtained elsewhere. It is not renewed.</summary>
public sealed class ComputeAccessTokenCredential : IComputeCredential
{
    /// <summary>The environment variable that <see cref="FromEnvironment"/> reads: <c>GLOBUS_COMPUTE_ACCESS_TOKEN</c>.</summary>
    public const string EnvironmentVariable = "GLOBUS_COMPUTE_ACCESS_TOKEN";

    private readonly ComputeAccessToken _token;

    /// <summary>Initializes a credential with a token.</summary>
    /// <param name="token">The token, without <c>Bearer</c>.</param>
    /// <exception cref="ArgumentException">The token is empty or contains characters that a header cannot.</exception>
    public ComputeAccessTokenCredential(string token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(token);
        foreach (var c in token)
        {
            if (c is <= ' ' or > '~')
            {
                throw new ArgumentException("An access token consists of visible ASCII characters; remove blanks, line ends and \"Bearer\".", nameof(token));
            }
        }

        _token = new ComputeAccessToken(token);
    }

    /// <summary>Creates a credential with the token in the environment variable <see cref="EnvironmentVariable"/>.</summary>
    /// <exception cref="InvalidOperationException">The variable is not set.</exception>
    public static ComputeAccessTokenCredential FromEnvironment() =>
        Environment.GetEnvironmentVariable(EnvironmentVariable) is { Length: > 0 } token
            ? new ComputeAccessTokenCredential(token.Trim())
            : throw new InvalidOperationException(
                $"No credential: set {nameof(ComputeClientOptions)}.{nameof(ComputeClientOptions.Credential)}, "
                + $"or put an access token for Globus Compute into {EnvironmentVariable}.");

    /// <inheritdoc/>
    public ValueTask<ComputeAccessToken> GetTokenAsync(ComputeTokenContext context, CancellationToken cancellationToken) => new(_token);
}
