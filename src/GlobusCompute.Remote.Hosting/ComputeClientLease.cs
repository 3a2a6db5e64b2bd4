namespace GlobusCompute.Remote.Hosting;

/// <summary>
/// Represents the use of a user's client. While there is a lease, the client is not closed. Disposing it gives the client back; futures of calls that were made
/// still complete. All members are thread-safe.
/// </summary>
public sealed class ComputeClientLease : IDisposable
{
    private readonly ComputeClient _client;
    private readonly Func<string?, ComputeExecutor> _executors;
    private readonly Action _giveBack;
    private int _isDisposed;

    internal ComputeClientLease(string userId, ComputeClient client, Func<string?, ComputeExecutor> executors, Action giveBack) =>
        (UserId, _client, _executors, _giveBack) = (userId, client, executors, giveBack);

    /// <summary>Gets the id of the user.</summary>
    public string UserId { get; }

    /// <summary>Gets the client of the user. Do not dispose it.</summary>
    /// <exception cref="ObjectDisposedException">The lease was disposed.</exception>
    public ComputeClient Client
    {
        get
        {
            ThrowIfDisposed();
            return _client;
        }
    }

    /// <summary>
    /// Gets an executor of the user, with the settings that the configuration has for its name. Do not dispose it: leases of the user share it.
    /// </summary>
    /// <param name="name">The name; null for the only executor, or the one named <c>default</c>.</param>
    /// <exception cref="InvalidOperationException">No executor has that name. The message lists the names.</exception>
    /// <exception cref="ObjectDisposedException">The lease was disposed.</exception>
    public ComputeExecutor GetExecutor(string? name = null)
    {
        ThrowIfDisposed();
        return _executors(name);
    }

    /// <summary>Creates a proxy whose calls are the user's. Make no calls with it after the lease was disposed.</summary>
    /// <param name="executorName">The executor; null for the only one, or the one named <c>default</c>.</param>
    /// <typeparam name="T">An interface with <see cref="ComputeFunctionAttribute"/> methods.</typeparam>
    /// <exception cref="InvalidOperationException">No executor has that name, or the interface has no proxy. The message says which.</exception>
    /// <exception cref="ObjectDisposedException">The lease was disposed.</exception>
    public T CreateProxy<T>(string? executorName = null)
        where T : class => GetExecutor(executorName).CreateProxy<T>();

    /// <summary>Gives the client back. It may be called again.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _giveBack();
        }
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
}
