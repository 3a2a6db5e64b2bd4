using GlobusCompute.Remote.LocalService;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests;

/// <summary>A local service with the system's Python, a client and a proxy.</summary>
public sealed class LocalServiceFixture : IAsyncLifetime
{
    public LocalComputeService Service { get; private set; } = null!;

    public ComputeClient Client { get; private set; } = null!;

    public ComputeExecutor Executor { get; private set; } = null!;

    public IFunctions Functions { get; private set; } = null!;

    public static Task<LocalComputeService> StartAsync(int workers = 2) =>
        LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = "/usr/bin/python3", Workers = workers });

    public async ValueTask InitializeAsync()
    {
        Service = await StartAsync();
        Client = Service.CreateClient();
        Executor = Client.CreateExecutor(Service.EndpointId);
        Functions = Executor.CreateProxy<IFunctions>();
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Service.DisposeAsync();
    }
}
