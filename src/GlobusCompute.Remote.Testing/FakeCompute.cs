using GlobusCompute.Remote.Testing.Receiving;
using GlobusCompute.Remote.Testing.Server;

namespace GlobusCompute.Remote.Testing;

/// <summary>
/// Provides clients without a service, Python or network: the test sets up the outcome of each call. Calls travel through the real serialization,
/// submission and routing, so what would not travel fails in the test as well. Safe for use by many threads.
/// </summary>
public sealed partial class FakeCompute : IAsyncDisposable, IDisposable
{
    private readonly FakeService _service;
    private readonly FakeCalls _calls;
    private readonly TimeProvider _time;
    private readonly Lazy<ComputeClient> _client;
    private readonly Lazy<ComputeExecutor> _executor;

    /// <summary>Initializes a fake.</summary>
    /// <param name="timeProvider">The clock of delays and time limits; null (the default) for the system's.</param>
    public FakeCompute(TimeProvider? timeProvider = null)
    {
        _time = timeProvider ?? TimeProvider.System;
        _service = new FakeService(_time, EndpointId);
        _calls = new FakeCalls(_service, _time);
        _client = new Lazy<ComputeClient>(() => new ComputeClient(CreateClientOptions()));
        _executor = new Lazy<ComputeExecutor>(() => Client.CreateExecutor(EndpointId));
    }

    /// <summary>Gets the endpoint of <see cref="Executor"/>. Other ids are endpoints, too.</summary>
    public Guid EndpointId { get; } = Guid.NewGuid();

    /// <summary>Gets the client of the fake.</summary>
    public ComputeClient Client => _client.Value;

    /// <summary>Gets an executor of <see cref="Client"/>.</summary>
    public ComputeExecutor Executor => _executor.Value;

    /// <summary>Creates a proxy whose calls the fake receives.</summary>
    /// <typeparam name="T">An interface with <see cref="ComputeFunctionAttribute"/> methods.</typeparam>
    public T CreateProxy<T>()
        where T : class => Executor.CreateProxy<T>();

    /// <summary>Creates options of a client whose calls the fake receives, for an app that makes its client itself.</summary>
    public ComputeClientOptions CreateClientOptions()
    {
        var options = new ComputeClientOptions { TimeProvider = _time };
        Configure(options);
        return options;
    }

    /// <summary>Changes the options of a client so that the fake receives its calls. Filters, names, formats and the clock stay.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public void Configure(ComputeClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.ServiceUrl = new Uri("http://localhost/");
        FakeOptions.Configure(options, _service);
        options.Observer = _calls;
    }

    /// <summary>Disposes the client of the fake.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_client.IsValueCreated)
        {
            await Client.DisposeAsync().ConfigureAwait(false);
        }

        End();
    }

    /// <summary>Disposes the client of the fake without waiting.</summary>
    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            Client.Dispose();
        }

        End();
    }

    private void End()
    {
        _calls.Dispose();
        _service.Dispose();
    }
}
