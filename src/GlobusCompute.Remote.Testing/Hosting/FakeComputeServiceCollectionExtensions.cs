using GlobusCompute.Remote;
using GlobusCompute.Remote.Hosting;
using GlobusCompute.Remote.Testing;
using GlobusCompute.Remote.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Replaces the service that an app calls by a fake, in the services of the app.</summary>
public static class FakeComputeServiceCollectionExtensions
{
    private const string HostingAssembly = "GlobusCompute.Remote.Hosting";

    /// <summary>
    /// Adds a <see cref="FakeCompute"/> that receives the calls of all clients of the app, whatever its configuration says: those that <c>AddGlobusCompute</c>
    /// makes, of users too, and one that the app registers itself. Its clock is the <see cref="TimeProvider"/> of the services, if there is one. Where nobody
    /// has registered a <see cref="ComputeClient"/> and a <see cref="ComputeExecutor"/>, those of the fake are added. Calling it again adds nothing.
    /// </summary>
    /// <param name="services">The services of the app. Call it after the app has added its own.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static IServiceCollection AddGlobusComputeFake(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(static provider => new FakeCompute(provider.GetService<TimeProvider>()));
        return AddClients(services, MakeReplacement);
    }

    /// <summary>Does the same with a fake of the test, which the app does not dispose.</summary>
    /// <param name="services">The services of the app. Call it after the app has added its own.</param>
    /// <param name="fake">The fake. It may serve several apps.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IServiceCollection AddGlobusComputeFake(this IServiceCollection services, FakeCompute fake)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(fake);
        services.Replace(ServiceDescriptor.Singleton(fake));
        return AddClients(services, MakeReplacement);
    }

    /// <summary>
    /// Answers the calls of all clients of the app from a recording, whatever its configuration says, as <see
    /// cref="AddGlobusComputeFake(IServiceCollection)"/> lets a fake receive them. The app does not dispose the replay.
    /// </summary>
    /// <param name="services">The services of the app. Call it after the app has added its own.</param>
    /// <param name="replay">
    /// The replay, with <see cref="ComputeReplayMode.Strict"/> or <see cref="ComputeReplayMode.Lenient"/>: the app has no service to which calls could be
    /// passed through.
    /// </param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The replay passes calls through.</exception>
    public static IServiceCollection AddGlobusComputeReplay(this IServiceCollection services, ComputeReplay replay)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(replay);
        return replay.PassesThrough
            ? throw new ArgumentException(
                "The replay passes calls through, and the app has no service for them. Use the mode Strict or Lenient.", nameof(replay))
            : AddClients(services, _ => new ReplayReplacement(replay));
    }

    /// <summary>
    /// Adds a proxy of an interface, unless the app has registered one: for an app that makes its proxies itself, and whose services have the
    /// <see cref="ComputeExecutor"/> of the fake.
    /// </summary>
    /// <param name="services">The services of the app.</param>
    /// <typeparam name="T">An interface with <see cref="ComputeFunctionAttribute"/> methods.</typeparam>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static IServiceCollection AddGlobusComputeFakeProxy<T>(this IServiceCollection services)
        where T : class
    {
        services.AddGlobusComputeFake().TryAddSingleton(static provider => provider.GetRequiredService<ComputeExecutor>().CreateProxy<T>());
        return services;
    }

    private static FakeReplacement MakeReplacement(IServiceProvider provider) => new(provider.GetRequiredService<FakeCompute>());

    private static IServiceCollection AddClients(IServiceCollection services, Func<IServiceProvider, IComputeServiceReplacement> make)
    {
        services.RemoveAll<IComputeServiceReplacement>();
        services.AddSingleton(make);

        // A client that the hosting package makes uses the replacement; one that the app makes itself would call the real service.
        foreach (var own in services.Where(static service => service.ServiceType == typeof(ComputeClient) && !IsOfHosting(service)).ToArray())
        {
            services.Remove(own);
        }

        services.TryAddSingleton(MakeClient);
        services.TryAddSingleton(static provider =>
            provider.GetRequiredService<ComputeClient>()
                .CreateExecutor(provider.GetRequiredService<IComputeServiceReplacement>().EndpointId));
        return services;
    }

    private static ComputeClient MakeClient(IServiceProvider provider)
    {
        var options = new ComputeClientOptions
        {
            TimeProvider = provider.GetService<TimeProvider>() ?? TimeProvider.System,
            LoggerFactory = provider.GetService<ILoggerFactory>(),
        };
        provider.GetRequiredService<IComputeServiceReplacement>().Configure(options);
        return new ComputeClient(options);
    }

    private static bool IsOfHosting(ServiceDescriptor service) =>
        !service.IsKeyedService && service.ImplementationFactory?.Method.Module.Assembly.GetName().Name == HostingAssembly;
}
