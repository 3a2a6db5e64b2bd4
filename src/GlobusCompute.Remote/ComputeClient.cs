using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Runtime;

namespace GlobusCompute.Remote;

/// <summary>
/// Represents one identity at one Compute service. All executors and proxies that it creates share its requests, function registrations and result
/// delivery. Create one per identity and keep it for the lifetime of the app. All members are thread-safe.
/// </summary>
public sealed partial class ComputeClient : IAsyncDisposable, IDisposable
{
    private readonly ComputeRuntime _runtime;

    /// <summary>
    /// Initializes a client of the service of <see cref="Settings.GlobusEnvironment.Current"/>, with the token in <c>GLOBUS_COMPUTE_ACCESS_TOKEN</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The variable is not set.</exception>
    public ComputeClient()
        : this(new ComputeClientOptions())
    {
    }

    /// <summary>Initializes a client of the service of <see cref="Settings.GlobusEnvironment.Current"/>, with a credential.</summary>
    /// <param name="credential">Who calls.</param>
    /// <exception cref="ArgumentNullException"><paramref name="credential"/> is null.</exception>
    public ComputeClient(IComputeCredential credential)
        : this(new ComputeClientOptions { Credential = credential ?? throw new ArgumentNullException(nameof(credential)) })
    {
    }

    /// <summary>Initializes a client with options.</summary>
    /// <param name="options">The options, which are copied: a later change has no effect.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">An option is out of its range. The message names it.</exception>
    /// <exception cref="InvalidOperationException">No credential is given and <c>GLOBUS_COMPUTE_ACCESS_TOKEN</c> is not set.</exception>
    public ComputeClient(ComputeClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _runtime = ComputeRuntime.Create(options.Checked());
    }

    internal ComputeClient(ComputeRuntime runtime) => _runtime = runtime;

    /// <summary>Gets the address of the service as lock files contain it: without user, query and fragment, with a trailing slash.</summary>
    public Uri ServiceUrl => new(_runtime.Functions.Environment);

    internal ComputeRuntime Runtime => _runtime;

    /// <summary>Gets how results are delivered at the moment.</summary>
    public ComputeDeliveryState DeliveryState => _runtime.Results.State;

    /// <summary>Creates an executor, which submits calls to one endpoint.</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="options">The options, which are copied; null for the defaults.</param>
    /// <exception cref="ArgumentException">The endpoint id is empty, or an option is out of its range.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public ComputeExecutor CreateExecutor(Guid endpointId, ComputeExecutorOptions? options = null)
    {
        ObjectDisposedException.ThrowIf(_runtime.IsDisposed, this);
        if (endpointId == Guid.Empty)
        {
            throw new ArgumentException("The endpoint id is empty; it is the UUID shown for the endpoint.", nameof(endpointId));
        }

        return ComputeExecutor.Create(_runtime, endpointId, options ?? new ComputeExecutorOptions(), nameof(options));
    }

    /// <summary>Gets the number of calls that wait to be sent or are being sent.</summary>
    public long UnsentCalls => _runtime.Unsent.Count;

    /// <summary>
    /// Gets the number of calls that wait to be sent, are being sent, or whose results are awaited or being read, those of attached tasks included. A call
    /// around which filters run counts beside its submissions. While it is zero, disposing the client faults no future.
    /// </summary>
    public long PendingCalls => _runtime.Unsent.Count + _runtime.Results.Count + _runtime.Filtered.Count;

    /// <summary>Waits until no call waits to be sent. Calls that are made meanwhile are waited for too; results are not.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public Task FlushAsync(CancellationToken cancellationToken = default) => _runtime.Unsent.WhenSentAsync().WaitAsync(cancellationToken);

    /// <summary>
    /// Waits until at least a quarter of <see cref="Settings.ComputeClientSettings.MaxUnsentCalls"/> and <see
    /// cref="Settings.ComputeClientSettings.MaxUnsentBytes"/>
    /// is free. Awaited between the calls of a long loop, it keeps the loop from running ahead of the network.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public Task WaitForCapacityAsync(CancellationToken cancellationToken = default) => _runtime.Unsent.WaitForCapacityAsync(cancellationToken);

    /// <summary>
    /// Sends unsent calls and closes connections, within <see cref="Settings.ComputeClientSettings.ShutdownTimeout"/> at most, and faults pending futures with
    /// <see cref="ComputeDetachedException"/>, also those whose results are being read. It does not wait for remote tasks, which keep running.
    /// </summary>
    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    /// <summary>
    /// Faults pending futures at once: those of calls that were not sent with <see cref="CallNotSentException"/>, the others with
    /// <see cref="ComputeDetachedException"/>. Connections are closed in the background, without waiting. Prefer <see cref="DisposeAsync"/>, which
    /// sends unsent calls; it has no effect after this.
    /// </summary>
    public void Dispose() => _runtime.Dispose();
}
