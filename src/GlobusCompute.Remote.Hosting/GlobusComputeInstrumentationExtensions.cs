using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets OpenTelemetry see spans and measurements of Globus Compute.</summary>
public static class GlobusComputeInstrumentationExtensions
{
    /// <summary>Adds the spans and the instruments to the app's OpenTelemetry, wherever that is set up.</summary>
    /// <param name="services">The services of the app.</param>
    /// <returns>The services of the app.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static IServiceCollection AddGlobusComputeInstrumentation(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.ConfigureOpenTelemetryTracerProvider(static tracing => tracing.AddGlobusComputeInstrumentation());
        services.ConfigureOpenTelemetryMeterProvider(static metrics => metrics.AddGlobusComputeInstrumentation());
        return services;
    }

    /// <summary>Adds the spans.</summary>
    /// <param name="tracing">The tracing of the app.</param>
    /// <returns>The tracing of the app.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tracing"/> is null.</exception>
    public static TracerProviderBuilder AddGlobusComputeInstrumentation(this TracerProviderBuilder tracing)
    {
        ArgumentNullException.ThrowIfNull(tracing);
        return tracing.AddSource(ComputeTelemetry.SourceName);
    }

    /// <summary>Adds the instruments of clients, and those of the clients of users.</summary>
    /// <param name="metrics">The metrics of the app.</param>
    /// <returns>The metrics of the app.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="metrics"/> is null.</exception>
    public static MeterProviderBuilder AddGlobusComputeInstrumentation(this MeterProviderBuilder metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return metrics.AddMeter(ComputeTelemetry.MeterName, GlobusComputeDefaults.MeterName);
    }
}
