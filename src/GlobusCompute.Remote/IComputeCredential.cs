using GlobusCompute.Remote.Credentials;

namespace GlobusCompute.Remote;

/// <summary>Gets access tokens for the Compute service. Implementations must be safe for use by many threads; calls may overlap.</summary>
public interface IComputeCredential
{
    /// <summary>
    /// Gets a token that holds the Compute scope. A token with <see cref="ComputeAccessToken.ExpiresOn"/> is kept, and another one is asked for five minutes
    /// before that time, or in the middle of what is left where less than ten minutes are, and when the service refuses it. While a kept token is still good,
    /// a failure to get another one fails no request. One without a time is asked for before each request, so it should be cached.
    /// </summary>
    /// <param name="context">What was refused, and whether a person may be asked.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The token; the refused one again when there is no other.</returns>
    ValueTask<ComputeAccessToken> GetTokenAsync(ComputeTokenContext context, CancellationToken cancellationToken);
}
