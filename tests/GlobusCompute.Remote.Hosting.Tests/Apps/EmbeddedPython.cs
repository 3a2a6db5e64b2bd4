using GlobusCompute.Remote.LocalService;

namespace GlobusCompute.Remote.Hosting.Tests.Apps;

/// <summary>A service inside the app, as packages register one.</summary>
internal sealed class EmbeddedPython : IEmbeddedComputeService, IAsyncDisposable, IDisposable
{
    private readonly SemaphoreSlim _lock = new(1);
    private LocalComputeService? _service;

    /// <summary>How often somebody asked for it.</summary>
    public int Requests { get; private set; }

    public LocalComputeService? Service => _service;

    public async Task<EmbeddedComputeConnection> StartAsync(CancellationToken cancellationToken)
    {
        await _lock.WaitAsync(cancellationToken);
        try
        {
            Requests++;
            _service ??= await LocalComputeService.StartAsync(
                new LocalComputeServiceOptions { Python = PythonService.Python, Workers = 1 }, cancellationToken);
        }
        finally
        {
            _lock.Release();
        }

        var service = _service;
        return new EmbeddedComputeConnection(service.EndpointId, options =>
        {
            var own = service.CreateClientOptions();
            (options.ServiceUrl, options.Credential, options.RequestBudget) = (own.ServiceUrl, own.Credential, own.RequestBudget);
            (options.Delivery, options.PollInterval, options.MaxPollInterval) = (own.Delivery, own.PollInterval, own.MaxPollInterval);
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }

        _lock.Dispose();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
