using GlobusCompute.Remote.Credentials;

namespace GlobusCompute.Remote;

/// <summary>Gets access tokens for the Compute service. Implementations must be safe for use by many threads; calls may overlap.</summary>
public interface IComputeCredential
{
    /// <summary>
    /// Gets a token that holds the Compute scope. The client caches a token with <see cref="ComputeAccessToken.ExpiresOn"/>, and requests another one
    /// from <see cref="ComputeAccessToken.RenewOn"/> on (by default 60 seconds before that time, or when 20 % of the remaining time are left if that is less),
    /// when the service rejects it, and when the service requires a sign-in with certain properties. While the cached
    /// token is valid, a failure to get another one fails no request. For a token without that time, this method is called before each request, so cache it.
    /// </summary>
    /// <param name="context">The rejected token, what a sign-in must satisfy, and whether the credential may prompt a person.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The token; the rejected one again if there is no other.</returns>
    /// <exception cref="Exceptions.AuthorizationRequiredException">
    /// A person must sign in first. Pending results are then waited for, in <see cref="Models.ComputeDeliveryState.SignInRequired"/>, until the credential
    /// gives a token again. Any other exception counts as an outage.
    /// </exception>
    ValueTask<ComputeAccessToken> GetTokenAsync(ComputeTokenContext context, CancellationToken cancellationToken);
}
