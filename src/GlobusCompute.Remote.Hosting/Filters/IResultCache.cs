namespace GlobusCompute.Remote.Hosting.Filters;

/// <summary>Keeps payloads, and lets one caller create what several ask for at once.</summary>
internal interface IResultCache
{
    /// <summary>Gets a payload.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="create">Creates it where there is none. Its token is canceled when no caller waits any more.</param>
    /// <param name="expiration">How long it is kept.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task<byte[]> GetOrCreateAsync(string key, Func<CancellationToken, Task<byte[]>> create, TimeSpan expiration, CancellationToken cancellationToken);
}
