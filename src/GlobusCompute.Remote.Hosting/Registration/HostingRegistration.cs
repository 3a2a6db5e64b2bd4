using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GlobusCompute.Remote.Hosting.Registration;

/// <summary>What an app has registered by code: one object in its services, to which every builder of them adds.</summary>
internal sealed class HostingRegistration
{
    private IConfiguration? _section;

    /// <summary>The executors that code names, in the order in which they were added; one may be added several times.</summary>
    public List<ExecutorRegistration> Executors { get; } = [];

    /// <summary>The proxies without a key, by interface, with the executor that code names for them.</summary>
    public List<(string Interface, string? ExecutorName)> Proxies { get; } = [];

    /// <summary>Whether users have clients of their own. The app itself needs no credential then.</summary>
    public bool HasUsers { get; set; }

    /// <summary>Finds the registration of an app's services, or adds it.</summary>
    public static HostingRegistration In(IServiceCollection services)
    {
        foreach (var descriptor in services)
        {
            if (descriptor.ServiceType == typeof(HostingRegistration))
            {
                return (HostingRegistration)descriptor.ImplementationInstance!;
            }
        }

        var registration = new HostingRegistration();
        services.AddSingleton(registration);
        return registration;
    }

    /// <summary>Takes a section in place of the one in the app's configuration. The last one given counts.</summary>
    public void Use(IConfiguration section) => _section = section;

    /// <summary>Finds the section; null for an app without configuration.</summary>
    public IConfiguration? FindSection(IServiceProvider services) =>
        _section ?? services.GetService<IConfiguration>()?.GetSection(GlobusComputeDefaults.SectionName);
}
