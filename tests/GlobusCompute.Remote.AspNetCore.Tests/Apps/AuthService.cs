using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.AspNetCore.Tests.Apps;

/// <summary>
/// A service with a Globus Auth for the tests of one class, which run one after the other. Its access tokens live for ten minutes of its clock.
/// </summary>
public sealed class AuthService : IAsyncLifetime
{
    public const string Alice = "alice@example.org";
    public const string Bob = "bob@example.org";

    public LocalComputeService Service { get; private set; } = null!;

    public LocalAuth Auth => Service.Auth!;

    /// <summary>The app as it is registered.</summary>
    public LocalAuthClient Client { get; private set; } = null!;

    internal ManualTimeProvider Time { get; } = new();

    public int Count(string grant, int since = 0) => Auth.TokenRequests.Skip(since).Count(request => request.GrantType == grant);

    public async ValueTask InitializeAsync()
    {
        Service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions
        {
            Python = "/usr/bin/python3",
            Workers = 1,
            Auth = true,
            AuthOptions = { AccessTokenLifetime = TimeSpan.FromMinutes(10) },
            TimeProvider = Time,
        });
        Client = Auth.AddClient(new LocalAuthClient(
            LocalAuthClientKind.Web,
            new Uri(TestApp.Address, "signin-globus"),
            new Uri(TestApp.Address, "lab/signin-globus"),
            new Uri("http://localhost/signin-globus")));
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
