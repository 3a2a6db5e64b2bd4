using GlobusCompute.Remote;
using GlobusCompute.Remote.Hosting;
using GlobusCompute.Remote.Hosting.Clients;
using GlobusCompute.Remote.Hosting.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds a health check of Globus Compute.</summary>
public static class GlobusComputeHealthExtensions
{
    /// <summary>
    /// Adds a check of what the app's own calls need: a token, an answer of the service, the delivery of results, endpoints that are online, functions that are
    /// registered. Its questions count against the client's request budget: one, and one for each endpoint and function.
    /// </summary>
    /// <param name="builder">The health checks of the app.</param>
    /// <param name="name">The name of the check. Default <c>globus_compute</c>.</param>
    /// <param name="configure">Sets what is looked at; null (the default) for the service and all endpoints.</param>
    /// <param name="failureStatus">What a failure is worth; null (the default) for <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">Tags of the check; null (the default) for none.</param>
    /// <returns>The health checks of the app.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="name"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="ComputeHealthOptions.Timeout"/> is not above zero.</exception>
    public static IHealthChecksBuilder AddGlobusCompute(
        this IHealthChecksBuilder builder,
        string name = "globus_compute",
        Action<ComputeHealthOptions>? configure = null,
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        var options = new ComputeHealthOptions();
        configure?.Invoke(options);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Timeout, TimeSpan.Zero, nameof(options.Timeout));
        return builder.Add(new HealthCheckRegistration(name, provider => Make(provider, options), failureStatus, tags));
    }

    private static ComputeHealthCheck Make(IServiceProvider provider, ComputeHealthOptions options) => new(
        options,
        provider.GetRequiredService<ComputeClient>(),
        provider.GetRequiredService<SharedClient>(),
        provider.GetRequiredService<ExecutorCatalog>(),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetServices<IComputeServiceReplacement>());
}
