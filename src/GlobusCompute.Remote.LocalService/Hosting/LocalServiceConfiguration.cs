using GlobusCompute.Remote.LocalService;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Hosting;

/// <summary>What one call of <c>AddLocalService</c> changes.</summary>
/// <param name="Configure">Changes the options.</param>
internal sealed record LocalServiceConfiguration(Action<LocalComputeServiceOptions> Configure)
{
    private const string Section = "GlobusCompute:LocalService";

    /// <summary>Makes the options that a container says.</summary>
    public static LocalComputeServiceOptions CreateOptions(IServiceProvider services)
    {
        var settings = services.GetService<IConfiguration>()?.GetSection(Section).Get<LocalComputeServiceSettings>();
        var options = new LocalComputeServiceOptions(settings ?? new LocalComputeServiceSettings())
        {
            LoggerFactory = services.GetService<ILoggerFactory>(),
            TimeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System,
        };
        foreach (var change in services.GetServices<LocalServiceConfiguration>())
        {
            change.Configure(options);
        }

        return options;
    }
}
