using System.Linq.Expressions;
using System.Net;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Testing.Receiving;
using GlobusCompute.Remote.Testing.Server;
using GlobusCompute.Remote.Testing.Setups;

namespace GlobusCompute.Remote.Testing;

/// <summary>
/// Provides clients without a service, Python or network: the test sets up the outcome of each call. Calls travel through the real serialization,
/// submission and routing, so what would not travel fails in the test as well. Safe for use by many threads.
/// </summary>
public sealed class FakeCompute : IAsyncDisposable, IDisposable
{
    private readonly FakeService _service = new();
    private readonly FakeCalls _calls;
    private readonly TimeProvider _time;
    private readonly Lazy<ComputeClient> _client;
    private readonly Lazy<ComputeExecutor> _executor;

    /// <summary>Initializes a fake.</summary>
    /// <param name="timeProvider">The clock of delays and time limits; null (the default) for the system's.</param>
    public FakeCompute(TimeProvider? timeProvider = null)
    {
        _time = timeProvider ?? TimeProvider.System;
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

    /// <summary>Gets the calls that were received, in the order in which they were accepted. A call that was sent again counts each time.</summary>
    public IReadOnlyList<FakeCall> Calls => _calls.Received;

    /// <summary>Gets or sets the status of endpoints, for example <c>offline</c>. Default <c>online</c>.</summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public string EndpointStatus
    {
        get => _service.EndpointStatus;
        set
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value);
            _service.EndpointStatus = value;
        }
    }

    /// <summary>Creates a proxy whose calls the fake receives.</summary>
    /// <typeparam name="T">An interface with <see cref="ComputeFunctionAttribute"/> methods.</typeparam>
    public T CreateProxy<T>()
        where T : class => Executor.CreateProxy<T>();

    /// <summary>Creates options of a client whose calls the fake receives, for an app that makes its client itself.</summary>
    public ComputeClientOptions CreateClientOptions() => new()
    {
        ServiceUrl = new Uri("http://localhost/"),
        Credential = new ComputeAccessTokenCredential("fake"),
        HttpMessageHandler = _service,
        Delivery = ComputeDelivery.Poll,
        RequestBudget = null,

        // The fake answers when there are results, so there is nothing to wait for between two questions.
        PollInterval = TimeSpan.FromTicks(1),
        MaxPollInterval = TimeSpan.FromTicks(1),
        RequestTimeout = TimeSpan.FromDays(24),
        TimeProvider = _time,
        Filters = [_calls],
        Observer = _calls,
    };

    /// <summary>Sets up a method whose result has a value.</summary>
    /// <param name="call">A call of the method, whose arguments do not matter: <c>(IAnalysis x) => x.Fit(default!, default!)</c>.</param>
    /// <typeparam name="T">The interface.</typeparam>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <returns>The setup, to which outcomes are added.</returns>
    /// <exception cref="ArgumentException">The expression is not a call of a method of the interface.</exception>
    public FakeSetup<TResult> Setup<T, TResult>(Expression<Func<T, Task<TResult>>> call)
        where T : class => _calls.Add(new FakeSetup<TResult>(CallSelector.Of<T>(NotNull(call))));

    /// <summary>Sets up a method whose result is ignored.</summary>
    /// <param name="call">A call of the method, whose arguments do not matter.</param>
    /// <typeparam name="T">The interface.</typeparam>
    /// <returns>The setup, to which outcomes are added.</returns>
    /// <exception cref="ArgumentException">The expression is not a call of a method of the interface.</exception>
    public FakeVoidSetup Setup<T>(Expression<Func<T, Task>> call)
        where T : class => _calls.Add(new FakeVoidSetup(CallSelector.Of<T>(NotNull(call))));

    /// <summary>Sets up a Map: each item is a call of its own.</summary>
    /// <param name="call">A call of the method, whose arguments do not matter.</param>
    /// <typeparam name="T">The interface.</typeparam>
    /// <typeparam name="TResult">The type of the result for one item.</typeparam>
    /// <returns>The setup, to which outcomes are added.</returns>
    /// <exception cref="ArgumentException">The expression is not a call of a method of the interface.</exception>
    public FakeSetup<TResult> Setup<T, TResult>(Expression<Func<T, ComputeMap<TResult>>> call)
        where T : class => _calls.Add(new FakeSetup<TResult>(CallSelector.Of<T>(NotNull(call))));

    /// <summary>Sets up a function that is called without a proxy, by <c>Submit</c>.</summary>
    /// <param name="functionName">The name of the Python function.</param>
    /// <typeparam name="TResult">The result's type.</typeparam>
    /// <returns>The setup, to which outcomes are added.</returns>
    /// <exception cref="ArgumentException"><paramref name="functionName"/> is empty.</exception>
    public FakeSetup<TResult> SetupFunction<TResult>(string functionName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(functionName);
        return _calls.Add(new FakeSetup<TResult>(CallSelector.OfFunction(functionName)));
    }

    /// <summary>Refuses submissions from now on, as the service does.</summary>
    /// <param name="status">The status, for example 403.</param>
    /// <param name="reason">What the service says.</param>
    public void RefuseSubmissions(HttpStatusCode status, string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        _service.Refusal = (_, path) => path.EndsWith("/submit", StringComparison.Ordinal) ? FakeService.Problem(status, "REFUSED_BY_FAKE", reason) : null;
    }

    /// <summary>Accepts submissions again.</summary>
    public void AcceptSubmissions() => _service.Refusal = null;

    /// <summary>Ends the client of the fake.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_client.IsValueCreated)
        {
            await Client.DisposeAsync().ConfigureAwait(false);
        }

        _service.Dispose();
    }

    /// <summary>Ends the client of the fake without waiting.</summary>
    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            Client.Dispose();
        }

        _service.Dispose();
    }

    private static LambdaExpression NotNull(LambdaExpression? call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call;
    }
}
