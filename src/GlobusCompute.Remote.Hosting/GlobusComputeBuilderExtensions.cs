using GlobusCompute.Remote;
using GlobusCompute.Remote.Hosting;
using GlobusCompute.Remote.Hosting.Clients;
using GlobusCompute.Remote.Hosting.Registration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds executors, proxies and users to the registration of Globus Compute.</summary>
public static class GlobusComputeBuilderExtensions
{
    /// <summary>
    /// Names an executor, whose endpoint and settings are in the configuration, and changes its settings by code. Executors that only the configuration names
    /// exist without it.
    /// </summary>
    /// <param name="builder">The registration.</param>
    /// <param name="name">The name. Names have no case.</param>
    /// <param name="configure">Changes what the configuration says; called again when that has changed. Null (the default) changes nothing.</param>
    /// <returns>The registration.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static IGlobusComputeBuilder AddExecutor(this IGlobusComputeBuilder builder, string name, Action<ComputeExecutorOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        HostingRegistration.In(builder.Services).Executors.Add(new ExecutorRegistration(name, EndpointId: null, configure));
        return builder;
    }

    /// <summary>Adds an executor of an endpoint. The embedded service takes its own endpoint in place of it.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="name">The name. Names have no case.</param>
    /// <param name="endpointId">The endpoint, whatever the configuration says.</param>
    /// <param name="configure">Changes what the configuration says; called again when that has changed. Null (the default) changes nothing.</param>
    /// <returns>The registration.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> or <paramref name="endpointId"/> is empty.</exception>
    public static IGlobusComputeBuilder AddExecutor(
        this IGlobusComputeBuilder builder, string name, Guid endpointId, Action<ComputeExecutorOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (endpointId == Guid.Empty)
        {
            throw new ArgumentException("The endpoint id is empty; it is the UUID shown for the endpoint.", nameof(endpointId));
        }

        HostingRegistration.In(builder.Services).Executors.Add(new ExecutorRegistration(name, endpointId, configure));
        return builder;
    }

    /// <summary>
    /// Adds a proxy whose calls are the app's own. It is a singleton; with a key (<c>[FromKeyedServices("cluster")]</c>), the one of the executor of that name.
    /// </summary>
    /// <param name="builder">The registration.</param>
    /// <param name="executorName">The executor of the proxy without a key; null (the default) for the only one, or the one named <c>default</c>.</param>
    /// <typeparam name="T">An interface with <see cref="ComputeFunctionAttribute"/> methods.</typeparam>
    /// <returns>The registration.</returns>
    public static IGlobusComputeBuilder AddProxy<T>(this IGlobusComputeBuilder builder, string? executorName = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        HostingRegistration.In(builder.Services).Proxies.Add((typeof(T).Name, executorName));
        builder.Services.AddSingleton(provider => provider.GetRequiredService<ExecutorSet>().Get(executorName).CreateProxy<T>());
        builder.Services.AddKeyedSingleton(
            KeyedService.AnyKey, static (provider, key) => provider.GetRequiredKeyedService<ComputeExecutor>(key).CreateProxy<T>());
        return builder;
    }

    /// <summary>
    /// Changes the options of each client that the app gets, its own and those of users, after the configuration was read: for what only code can give, such
    /// as payload formats. The embedded service sets its address and credential after that.
    /// </summary>
    /// <param name="builder">The registration.</param>
    /// <param name="configure">Changes the options of one client.</param>
    /// <returns>The registration.</returns>
    public static IGlobusComputeBuilder ConfigureClient(this IGlobusComputeBuilder builder, Action<IServiceProvider, ComputeClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddSingleton(new ClientConfiguration(configure));
        return builder;
    }

    /// <summary>
    /// Lets users call with clients of their own. Each scope of services, such as a web request, then has a <see cref="ComputeClientLease"/> of its user,
    /// which ends with the scope. Without <paramref name="user"/>, the app rents clients from <see cref="IComputeClientFactory"/>. The app itself needs no
    /// credential then, as long as it makes no calls of its own.
    /// </summary>
    /// <param name="builder">The registration.</param>
    /// <param name="user">Finds the user of a scope from its services; null (the default) for none.</param>
    /// <returns>The registration.</returns>
    public static IGlobusComputeBuilder AddUsers(this IGlobusComputeBuilder builder, Func<IServiceProvider, ComputeUser>? user = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        HostingRegistration.In(builder.Services).HasUsers = true;
        if (user is not null)
        {
            builder.Services.AddScoped(provider => provider.GetRequiredService<IComputeClientFactory>().Rent(user(provider)));
        }

        return builder;
    }

    /// <summary>
    /// Adds a proxy whose calls are those of the user of the scope, see <see cref="AddUsers"/>. With a key, it is the one of the executor of that name. Of an
    /// interface that was also added by <see cref="AddProxy"/>, what was added last is injected.
    /// </summary>
    /// <param name="builder">The registration.</param>
    /// <param name="executorName">The executor of the proxy without a key; null (the default) for the only one, or the one named <c>default</c>.</param>
    /// <typeparam name="T">An interface with <see cref="ComputeFunctionAttribute"/> methods.</typeparam>
    /// <returns>The registration.</returns>
    public static IGlobusComputeBuilder AddUserProxy<T>(this IGlobusComputeBuilder builder, string? executorName = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        HostingRegistration.In(builder.Services).Proxies.Add((typeof(T).Name, executorName));
        builder.Services.AddScoped(provider => provider.GetRequiredService<ComputeClientLease>().CreateProxy<T>(executorName));
        builder.Services.AddKeyedScoped(
            KeyedService.AnyKey, static (provider, key) => provider.GetRequiredService<ComputeClientLease>().CreateProxy<T>(key as string ?? $"{key}"));
        return builder;
    }
}
