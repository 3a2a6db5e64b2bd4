using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Runtime;

namespace GlobusCompute.Remote;

/// <summary>
/// One identity against one Compute service: its requests, function registrations and result delivery, shared by all executors and proxies
/// made from it. Make one per identity and keep it for the life of the app. Safe for use by many threads.
/// </summary>
public sealed partial class ComputeClient : IAsyncDisposable, IDisposable
{
    private readonly ComputeRuntime _runtime;

    /// <summary>A client of the production service, with the token in <c>GLOBUS_COMPUTE_ACCESS_TOKEN</c>.</summary>
    /// <exception cref="InvalidOperationException">The variable is not set.</exception>
    public ComputeClient()
        : this(new ComputeClientOptions())
    {
    }

    /// <summary>A client with options.</summary>
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

    /// <summary>The service, as lock files name it: without user, query and fragment, with a trailing slash.</summary>
    public Uri ServiceUrl => new(_runtime.Functions.Environment);

    internal ComputeRuntime Runtime => _runtime;

    /// <summary>How results come at the moment.</summary>
    public ComputeDeliveryState DeliveryState => _runtime.Results.State;

    /// <summary>Makes a view of this client for one endpoint.</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="options">What is sent along, which is copied; null for the defaults.</param>
    /// <exception cref="ArgumentException">The endpoint id is empty, or an option is out of its range.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public ComputeExecutor CreateExecutor(Guid endpointId, ComputeExecutorOptions? options = null)
    {
        ObjectDisposedException.ThrowIf(_runtime.IsDisposed, this);
        if (endpointId == Guid.Empty)
        {
            throw new ArgumentException("The endpoint id is empty; it is the UUID shown for the endpoint.", nameof(endpointId));
        }

        options = options is null ? new ComputeExecutorOptions() : new ComputeExecutorOptions(options);
        return ComputeExecutor.Create(_runtime, endpointId, options, nameof(options));
    }

    /// <summary>Calls that wait to be sent or are under way to the service.</summary>
    public long UnsentCalls => _runtime.Unsent.Count;

    /// <summary>
    /// Waits until a good part of <see cref="Settings.ComputeClientSettings.MaxUnsentCalls"/> and <see cref="Settings.ComputeClientSettings.MaxUnsentBytes"/>
    /// is free. Awaited between the calls of a long loop, it keeps the loop from running ahead of the network.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public Task WaitForCapacityAsync(CancellationToken cancellationToken = default) => _runtime.Unsent.WaitForCapacityAsync(cancellationToken);

    /// <summary>
    /// Sends unsent calls and closes connections, for <see cref="Settings.ComputeClientSettings.ShutdownTimeout"/> at the most, and faults what is pending with
    /// <see cref="ComputeDetachedException"/>, also calls whose results are being read. It does not wait for remote work, which goes on.
    /// </summary>
    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    /// <summary>
    /// Faults what is pending, at once: calls that were not sent yet with <see cref="CallNotSentException"/>, the others with
    /// <see cref="ComputeDetachedException"/>. Connections are closed in the background, and nothing is waited for. Prefer <see cref="DisposeAsync"/>, which
    /// sends unsent calls; it has no effect after this.
    /// </summary>
    public void Dispose() => _runtime.Dispose();
}
