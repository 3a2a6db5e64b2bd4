using GlobusCompute.Remote;
using GlobusCompute.Remote.Hosting;
using GlobusCompute.Remote.Hosting.Clients;
using GlobusCompute.Remote.Hosting.Configuration;
using GlobusCompute.Remote.Hosting.Diagnostics;
using GlobusCompute.Remote.Hosting.Lifetime;
using GlobusCompute.Remote.Hosting.Registration;
using GlobusCompute.Remote.Hosting.Users;
using GlobusCompute.Remote.Journal;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Globus Compute in an app's services.</summary>
public static class GlobusComputeServiceCollectionExtensions
{
    /// <summary>
    /// Adds a shared <see cref="ComputeClient"/>, the executors that the section <c>GlobusCompute</c> of the app's configuration names, and
    /// <see cref="IComputeClientFactory"/>. Calling it again adds nothing twice.
    /// </summary>
    /// <param name="services">The services of the app.</param>
    /// <returns>What adds executors, proxies and users.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static IGlobusComputeBuilder AddGlobusCompute(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        HostingRegistration.In(services);
        AddOptions(services);
        AddClients(services);
        return new GlobusComputeBuilder(services);
    }

    /// <summary>Adds Globus Compute with a section of another place in the configuration. Of several sections, the last one given counts.</summary>
    /// <param name="services">The services of the app.</param>
    /// <param name="section">The section.</param>
    /// <returns>What adds executors, proxies and users.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IGlobusComputeBuilder AddGlobusCompute(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        var builder = services.AddGlobusCompute();
        HostingRegistration.In(services).Use(section);
        return builder;
    }

    /// <summary>Adds Globus Compute, and changes by code what the configuration says.</summary>
    /// <param name="services">The services of the app.</param>
    /// <param name="configure">Changes the options; called again when the configuration has changed.</param>
    /// <returns>What adds executors, proxies and users.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IGlobusComputeBuilder AddGlobusCompute(this IServiceCollection services, Action<GlobusComputeOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = services.AddGlobusCompute();
        services.Configure(configure);
        return builder;
    }

    private static void AddOptions(IServiceCollection services)
    {
        services.AddOptions<GlobusComputeOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<GlobusComputeOptions>, SettingsBinder>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GlobusComputeOptions>, SettingsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOptionsChangeTokenSource<GlobusComputeOptions>, SettingsReload>());
    }

    private static void AddClients(IServiceCollection services)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpClient(GlobusComputeDefaults.HttpClientName)
            .ConfigurePrimaryHttpMessageHandler(static provider => provider.GetRequiredService<ClientMaker>().MakeHandler())

            // The factory's four lines for each request would drown an app's log while results are polled. An app that wants them calls AddDefaultLogger;
            // only names of headers are logged then.
            .RemoveAllLoggers()
            .RedactLoggedHeaders(static _ => true);
        services.TryAddSingleton<FactoryHandler>();
        services.TryAddSingleton<EmbeddedConnection>();
        services.TryAddSingleton<ClientMaker>();
        services.TryAddSingleton<ExecutorCatalog>();
        services.TryAddSingleton<ExecutorSets>();
        services.TryAddSingleton<SharedClient>();
        services.TryAddSingleton<UserMeters>();
        services.TryAddSingleton<UserClients>();
        services.TryAddSingleton<IComputeClientFactory>(static provider => provider.GetRequiredService<UserClients>());
        services.TryAddSingleton(OpenJournal);
        services.TryAddSingleton(static provider => provider.GetRequiredService<SharedClient>().Make());
        services.TryAddSingleton(MakeExecutors);
        services.TryAddSingleton(static provider => provider.GetRequiredService<ExecutorSet>().Get(null));

        // Configuration names executors too, which are not known yet.
        services.TryAddKeyedSingleton(KeyedService.AnyKey, static (provider, key) => provider.GetRequiredService<ExecutorSet>().Get(key as string ?? $"{key}"));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ComputeLifetime>());
    }

    private static ComputeJournal OpenJournal(IServiceProvider services) =>
        services.GetRequiredService<IOptions<GlobusComputeOptions>>().Value.JournalPath is { } path
            ? ComputeJournal.Open(path, new ComputeJournalOptions { TimeProvider = services.GetRequiredService<TimeProvider>() })
            : null!;

    private static ExecutorSet MakeExecutors(IServiceProvider services)
    {
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(HostingLog.Category);
        var set = new ExecutorSet(services.GetRequiredService<ComputeClient>(), services.GetRequiredService<ExecutorCatalog>(), logger);
        services.GetRequiredService<ExecutorSets>().Add(set);
        return set;
    }
}
