namespace GlobusCompute.Remote;

/// <summary>Gives access tokens for the Compute service. Implementations must be safe for use by many threads.</summary>
public interface IComputeCredential
{
    /// <summary>Gives a token that holds the Compute scope. Called before every request, so it should be cached.</summary>
    /// <param name="rejected">A token that the service has just refused with 401, or null. Such a token must not be returned again.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The token, or null when <paramref name="rejected"/> is all there is.</returns>
    ValueTask<string?> GetTokenAsync(string? rejected, CancellationToken cancellationToken);
}
