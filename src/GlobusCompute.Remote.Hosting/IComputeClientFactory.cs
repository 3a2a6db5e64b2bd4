namespace GlobusCompute.Remote.Hosting;

/// <summary>
/// Gives users their clients, in an app that calls for many users. Each user has a client of their own, with its own access token, request budget, batches and
/// function registrations: calls of two users never travel in one request. All clients share the HTTP connections of the app. A client is kept while it is
/// leased or has pending calls, and for <see cref="GlobusComputeUsersOptions.IdleTimeout"/> after that. All members are thread-safe.
/// </summary>
public interface IComputeClientFactory
{
    /// <summary>Rents the client of a user, which is made if there is none. Leases of one user share a client.</summary>
    /// <param name="user">The user. If another credential was given for the same id before, later requests use this one.</param>
    /// <returns>The lease. Dispose it when the user makes no more calls for now; futures of calls that were made still complete.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="user"/> is null.</exception>
    /// <exception cref="ComputeClientLimitException">
    /// There are <see cref="GlobusComputeUsersOptions.MaxClients"/> clients, and each is leased or has pending calls.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The app has stopped.</exception>
    ComputeClientLease Rent(ComputeUser user);
}
