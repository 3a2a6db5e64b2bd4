using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Hosting.Tests.Apps;

/// <summary>Makes hosts with a configuration in memory.</summary>
internal static class TestApp
{
    /// <summary>A configuration with one executor, for apps whose requests go nowhere.</summary>
    public static IReadOnlyList<KeyValuePair<string, string?>> Settings { get; } =
    [
        new("GlobusCompute:AccessToken", "a-token"),
        new("GlobusCompute:Executors:cluster:EndpointId", "4b116d3c-1703-4f8f-9f6f-39921e5864df"),
    ];

    public static HostApplicationBuilder Create(IEnumerable<KeyValuePair<string, string?>> settings, string environment = "Production")
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true }));
        return builder;
    }

    public static IEnumerable<KeyValuePair<string, string?>> With(
        this IEnumerable<KeyValuePair<string, string?>> settings, params (string Key, string? Value)[] more) =>
        settings.Where(setting => !more.Any(other => other.Key == setting.Key))
            .Concat(more.Where(static other => other.Value is not null).Select(static other => KeyValuePair.Create(other.Key, other.Value)));

    /// <summary>Lets requests end in a test's handler.</summary>
    public static void SendTo(this IServiceCollection services, HttpMessageHandler handler) =>
        services.AddHttpClient(GlobusComputeDefaults.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => new Kept(handler));

    /// <summary>Keeps what the app logs.</summary>
    public static LogList KeepLogs(this IServiceCollection services)
    {
        var logs = new LogList();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        return logs;
    }

    // The factory disposes handlers when it replaces them; a test's is the test's.
    private sealed class Kept(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override void Dispose(bool disposing)
        {
        }
    }
}
