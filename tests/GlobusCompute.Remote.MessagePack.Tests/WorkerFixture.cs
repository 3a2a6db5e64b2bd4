using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.TestFixtures;
using GlobusCompute.Remote.Testing;
using MessagePack;
using Xunit;

namespace GlobusCompute.Remote.MessagePack.Tests;

/// <summary>
/// Two local services with the tests' Python, which has msgpack and lz4: one whose workers import them, and one whose workers cannot. A worker keeps an adapter,
/// so that a function cannot hide modules from it.
/// </summary>
public sealed class WorkerFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public LocalComputeService Service { get; private set; } = null!;

    public LocalComputeService PureService { get; private set; } = null!;

    public ComputeClient Client { get; private set; } = null!;

    public ComputeClient PureClient { get; private set; } = null!;

    public IReadings Readings { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        foreach (var module in new[] { "msgpack", "lz4" })
        {
            _folder.Add(module + ".py", "raise ImportError('hidden by the tests')\n");
        }

        Service = await StartAsync([]);
        PureService = await StartAsync(new() { ["PYTHONPATH"] = _folder.Path });
        Client = Service.CreateClient();
        PureClient = PureService.CreateClient();
        Readings = Client.CreateExecutor(Service.EndpointId).CreateProxy<IReadings>();
    }

    public LocalComputeService ServiceOf(bool isPure) => isPure ? PureService : Service;

    public ComputeClient NewClient(MessagePackSerializerOptions options, bool isPure = false) =>
        new(new ComputeClientOptions(ServiceOf(isPure).CreateClientOptions()) { Payloads = new() { Formats = [new MessagePackFormat(options)] } });

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await PureClient.DisposeAsync();
        await Service.DisposeAsync();
        await PureService.DisposeAsync();
        _folder.Dispose();
    }

    private static Task<LocalComputeService> StartAsync(Dictionary<string, string?> environment) => LocalComputeService.StartAsync(
        new LocalComputeServiceOptions { Python = PythonInstallation.ConfiguredPath, Workers = 1, Environment = environment });
}
