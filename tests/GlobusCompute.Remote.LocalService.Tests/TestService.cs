using Xunit;

[assembly: AssemblyFixture(typeof(GlobusCompute.Remote.LocalService.Tests.TestService))]

namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>A service that tests share which do not harm it.</summary>
public sealed class TestService : IAsyncLifetime
{
    public static string Python { get; } = Environment.GetEnvironmentVariable("GCOMPUTE_PYTHON") is { Length: > 0 } named ? named : "/usr/bin/python3";

    public static Guid EndpointId { get; } = new("55555555-5555-4555-8555-555555555555");

    public LocalComputeService Service { get; private set; } = null!;

    internal Api Api { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = Python, EndpointId = EndpointId, Workers = 2 });
        Api = new Api(Service);
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Service.DisposeAsync();
    }
}
