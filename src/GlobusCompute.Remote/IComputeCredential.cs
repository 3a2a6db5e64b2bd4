using GlobusCompute.Remote.Credentials;

namespace GlobusCompute.Remote;

/// <summary>Gets access tokens for the Compute service. Implementations must be safe for use by many threads; calls may overlap.</summary>
public interface IComputeCredential
{
    /// <summary>
    /// Gets a token that holds the Compute scope. The client caches a token with <see cref="ComputeAccessToken.ExpiresOn"/>, and requests another one five
    /// minutes before that time (or at half of the remaining time if less than ten minutes remain), and when the service rejects it. While the cached
    /// token is valid, a failure to get another one fails no request. For a token without that time, this method is called before each request, so cache it.
    /// </summary>
    /// <param name="context">The rejected token, and whether the credential may prompt a person.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The token; the rejected one again if there is no other.</returns>
    ValueTask<ComputeAccessToken> GetTokenAsync(ComputeTokenContext context, CancellationToken cancellationToken);
}
