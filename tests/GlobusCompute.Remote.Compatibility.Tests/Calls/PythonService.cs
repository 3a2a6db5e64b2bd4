using GlobusCompute.Remote.LocalService;

namespace GlobusCompute.Remote.Compatibility.Tests.Calls;

/// <summary>A local service with real Python, as the recorded calls expect it.</summary>
public sealed class PythonService : IAsyncLifetime
{
    // The one endpoint on which the recorded high-assurance functions may run.
    private static readonly Guid s_endpointId = Guid.Parse("8f6a5d1d-1a2e-4f0e-8e01-0d9b8f7c6e01");

    /// <summary>The service.</summary>
    public LocalComputeService Service { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions
    {
        EndpointId = s_endpointId,
        IgnoreResourceSpecifications = true,
        Python = Environment.GetEnvironmentVariable("GCOMPUTE_PYTHON") is { Length: > 0 } python ? python : "/usr/bin/python3",
        Workers = 2,
    });

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
