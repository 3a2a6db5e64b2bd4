using GlobusCompute.Remote.Hosting;
using GlobusCompute.Remote.LocalService;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the local service to the registration of Globus Compute.</summary>
public static class LocalServiceBuilderExtensions
{
    /// <summary>
    /// Adds a <see cref="LocalComputeService"/> as the app's <see cref="IEmbeddedComputeService"/>. It starts when it is first asked for, with real Python, and
    /// its processes end with the container. Its settings are those of the section <c>GlobusCompute:LocalService</c> of the app's configuration, if the
    /// container has one; its loggers and its clock are those of the container. The address is logged, the token never.
    /// </summary>
    /// <param name="builder">The registration.</param>
    /// <param name="configure">
    /// Changes the options before the service starts, on top of the configuration; null for no changes. Those of several calls run in order.
    /// </param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IGlobusComputeBuilder AddLocalService(this IGlobusComputeBuilder builder, Action<LocalComputeServiceOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (configure is not null)
        {
            builder.Services.AddSingleton(new LocalServiceConfiguration(configure));
        }

        builder.Services.TryAddSingleton(static services => new LocalComputeServiceHost(services));
        builder.Services.TryAddSingleton<IEmbeddedComputeService>(static services => services.GetRequiredService<LocalComputeServiceHost>());
        return builder;
    }
}
