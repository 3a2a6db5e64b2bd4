using GlobusCompute.Remote.Hosting.Tests.Apps;
using GlobusCompute.Remote.LocalService;
using Xunit;

[assembly: AssemblyFixture(typeof(PythonService))]

namespace GlobusCompute.Remote.Hosting.Tests.Apps;

/// <summary>A service with real Python in another place than the app, as far as the app knows.</summary>
public sealed class PythonService : IAsyncLifetime
{
    public const string Python = "/usr/bin/python3";

    public LocalComputeService Service { get; private set; } = null!;

    /// <summary>The configuration of an app that calls it, by its only executor.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Settings => SettingsOf(Service);

    /// <summary>The configuration of an app that calls a service, by its only executor.</summary>
    public static IReadOnlyList<KeyValuePair<string, string?>> SettingsOf(LocalComputeService service) =>
    [
        new("GlobusCompute:ServiceUrl", service.Url.AbsoluteUri),
        new("GlobusCompute:AccessToken", service.Token),
        new("GlobusCompute:Delivery", "poll"),
        new("GlobusCompute:PollInterval", "00:00:00.005"),
        new("GlobusCompute:MaxPollInterval", "00:00:00.1"),
        new("GlobusCompute:RequestBudget:Requests", "100000"),
        new("GlobusCompute:Executors:cluster:EndpointId", service.EndpointId.ToString()),
    ];

    public async ValueTask InitializeAsync() =>
        Service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = Python, Workers = 2 });

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
