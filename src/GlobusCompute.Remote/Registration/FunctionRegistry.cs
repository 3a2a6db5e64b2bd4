using System.Collections.Concurrent;
using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Wire;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Registration;

/// <summary>
/// Gives each call the id of its function. An exact source is registered once per client; its first calls wait for that, and for nothing else.
/// </summary>
internal sealed class FunctionRegistry : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, SourceRegistration> _byHash = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopping;
    private readonly IComputeService _service;
    private readonly ILogger _logger;
    private readonly ICallLifecycle _lifecycle;

    /// <param name="service">Where functions are registered.</param>
    /// <param name="lifecycle">Told of each call once: ready, failed here, or detached when the client stops.</param>
    /// <param name="logger">Where registrations are logged.</param>
    public FunctionRegistry(IComputeService service, ICallLifecycle lifecycle, ILogger logger)
    {
        _service = service;
        _stopping = _stop.Token;
        _lifecycle = lifecycle;
        _logger = logger;
    }

    public void Route(RemoteCall call)
    {
        if (call.Function.Id is { } id)
        {
            _lifecycle.Ready(call, id);
            return;
        }

        _byHash.GetOrAdd(call.Function.RegistrationHash!, static (_, registry) => registry.Create(), this).Route(call);
    }

    /// <summary>Registers a source that was not registered, or takes the id under which it is known.</summary>
    /// <param name="function">The source.</param>
    /// <param name="knownId">The known id, so that nothing is sent; null to register it.</param>
    /// <param name="cancellationToken">Ends the wait; a registration that is under way goes on.</param>
    /// <exception cref="InvalidOperationException">The function has another id already.</exception>
    /// <exception cref="FunctionRegistrationException">The service did not register it.</exception>
    /// <exception cref="ObjectDisposedException">The client has ended.</exception>
    public Task<Guid> RegisterAsync(FunctionDefinition function, Guid? knownId, CancellationToken cancellationToken) =>
        function.Id is { } id
            ? Task.FromResult(SourceRegistration.SameId(function, id, knownId, _logger))
            : _byHash.GetOrAdd(function.RegistrationHash!, static (_, registry) => registry.Create(), this).RegisterAsync(function, knownId, cancellationToken);

    /// <summary>Gives the id of a source, which is registered if it was not. Whoever asks meanwhile shares the answer, or the failure.</summary>
    /// <param name="function">The source.</param>
    /// <param name="cancellationToken">Ends the wait; a registration that is under way goes on.</param>
    /// <exception cref="FunctionRegistrationException">The service did not register it.</exception>
    /// <exception cref="ObjectDisposedException">The client has ended.</exception>
    public Task<Guid> GetIdAsync(FunctionDefinition function, CancellationToken cancellationToken) =>
        _byHash.GetOrAdd(function.RegistrationHash!, static (_, registry) => registry.Create(), this).GetIdAsync(function, cancellationToken);

    /// <summary>Whether a source has an id already, so that calls of it register nothing.</summary>
    public bool Knows(FunctionDefinition function) => _byHash.TryGetValue(function.RegistrationHash!, out var registration) && registration.HasId;

    /// <summary>Drops waiting calls that will not be sent.</summary>
    public void Sweep()
    {
        foreach (var registration in _byHash.Values)
        {
            registration.Sweep();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_byHash.Values.Select(static r => r.Running)).ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>Detaches the calls that still wait, where a registration does not stop.</summary>
    public void Abandon()
    {
        foreach (var registration in _byHash.Values)
        {
            registration.Abandon();
        }
    }

    private SourceRegistration Create() => new(_service, _lifecycle, _logger, _stopping);
}
