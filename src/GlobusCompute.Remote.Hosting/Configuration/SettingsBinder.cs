using GlobusCompute.Remote.Hosting.Registration;
using GlobusCompute.Remote.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace GlobusCompute.Remote.Hosting.Configuration;

/// <summary>Binds the configuration section, if nothing is wrong in it. The validator reports what is.</summary>
internal sealed class SettingsBinder(HostingRegistration registration, IServiceProvider services) : IConfigureOptions<GlobusComputeOptions>
{
    public void Configure(GlobusComputeOptions options)
    {
        if (registration.FindSection(services) is not { } section)
        {
            return;
        }

        options.Path = section is IConfigurationSection { Path: var path } ? path : "";
        options.Problems = ConfigurationCheck.Find(section);
        if (options.Problems.Count > 0)
        {
            return;
        }

        section.Bind(options);
        var executors = section.GetSection(nameof(options.Executors));
        foreach (var named in executors.GetChildren())
        {
            // A name without any setting under it is an executor too.
            if (!options.Executors.TryGetValue(named.Key, out var executor))
            {
                options.Executors[named.Key] = executor = new GlobusComputeExecutorOptions();
            }

            executor.UserEndpointConfig = ConfigurationJson.Read(Below(named, nameof(executor.UserEndpointConfig)));
            executor.ResourceSpecification = ConfigurationJson.Read(Below(named, nameof(executor.ResourceSpecification)));
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> Below(IConfigurationSection section, string key) =>
        section.GetSection(key).AsEnumerable(makePathsRelative: true);
}
