using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.Authentication.Tests;

/// <summary>A service with a Globus Auth for the tests of one class, which run one after the other.</summary>
public class AuthFixture : IAsyncLifetime
{
    public LocalComputeService Service { get; private set; } = null!;

    internal ManualTimeProvider Time { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var options = new LocalComputeServiceOptions { Python = TestPython.Path, Workers = 1, Auth = true, TimeProvider = Time };
        Configure(options.AuthOptions);
        Service = await LocalComputeService.StartAsync(options);
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual void Configure(LocalAuthOptions auth)
    {
    }
}
