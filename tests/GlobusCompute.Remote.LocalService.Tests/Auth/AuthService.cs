using Xunit;

[assembly: AssemblyFixture(typeof(GlobusCompute.Remote.LocalService.Tests.Auth.AuthService))]

namespace GlobusCompute.Remote.LocalService.Tests.Auth;

/// <summary>A service with a Globus Auth that tests share which harm nobody's tokens but their own.</summary>
public sealed class AuthService : IAsyncLifetime
{
    public static Uri WebRedirect { get; } = new("https://app.example.org/signin-oidc?tenant=1");

    public LocalComputeService Service { get; private set; } = null!;

    internal AuthClient Client { get; private set; } = null!;

    public static Task<LocalComputeService> StartAsync(Action<LocalComputeServiceOptions>? configure = null)
    {
        var options = new LocalComputeServiceOptions { Python = TestService.Python, Workers = 1, Auth = true, AuthOptions = { WebRedirectUris = [WebRedirect] } };
        configure?.Invoke(options);
        return LocalComputeService.StartAsync(options);
    }

    public async ValueTask InitializeAsync()
    {
        Service = await StartAsync();
        Client = new AuthClient(Service);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Service.DisposeAsync();
    }
}
