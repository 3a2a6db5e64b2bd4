using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Serialization;
using Xunit;

namespace GlobusCompute.Remote.DataFrames.Tests;

/// <summary>A local service whose Python has pandas.</summary>
public sealed class FramesService : IAsyncLifetime
{
    private LocalComputeService? _service;
    private ComputeClient? _client;

    public Guid EndpointId => _service!.EndpointId;

    public ComputeExecutor Executor { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = PandasProcess.Python, Workers = 1 });
        _client = _service.CreateClient();
        Executor = _client.CreateExecutor(EndpointId);
    }

    public ComputeClient CreateClient(PandasFormat format) =>
        new(new ComputeClientOptions(_service!.CreateClientOptions()) { Payloads = new ComputePayloadOptions { Formats = [format] } });

    public async ValueTask DisposeAsync()
    {
        await Executor.DisposeAsync();
        await _client!.DisposeAsync();
        await _service!.DisposeAsync();
    }
}
