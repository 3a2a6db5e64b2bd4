using GlobusCompute.Remote.Hosting.Configuration;
using GlobusCompute.Remote.Hosting.Registration;
using Microsoft.Extensions.Options;

namespace GlobusCompute.Remote.Hosting.Clients;

/// <summary>What executors the app has by configuration and code at the moment.</summary>
internal sealed class ExecutorCatalog(HostingRegistration registration, IOptionsMonitor<GlobusComputeOptions> options, EmbeddedConnection embedded)
{
    /// <summary>The names of all.</summary>
    public IReadOnlyList<string> Names => ExecutorPlan.Names(options.CurrentValue, registration);

    /// <summary>Finds an executor.</summary>
    /// <param name="name">Its name; null for the default one.</param>
    /// <exception cref="InvalidOperationException">There is none of that name, or none that is the default. The message lists the names.</exception>
    public ExecutorPlan Find(string? name)
    {
        var names = Names;
        var found = name is null
            ? names.Count == 1 ? names[0] : Match(names, GlobusComputeDefaults.ExecutorName)
            : Match(names, name);
        if (found is null)
        {
            throw new InvalidOperationException(Explain(name, names));
        }

        return ExecutorPlan.Of(found, options.CurrentValue, registration);
    }

    /// <summary>Gives the endpoint of an executor. The embedded service has only its own.</summary>
    public Guid EndpointOf(ExecutorPlan plan) => options.CurrentValue.Service == ComputeServiceKind.Embedded
        ? embedded.Start().EndpointId
        : plan.EndpointId!.Value;

    private string Explain(string? name, IReadOnlyList<string> names)
    {
        var key = OptionMessages.Key(options.CurrentValue.Path, nameof(GlobusComputeOptions.Executors), name ?? GlobusComputeDefaults.ExecutorName);
        var howTo = $"Set {key}:{nameof(GlobusComputeExecutorOptions.EndpointId)} in the configuration, or call AddExecutor.";
        return names.Count == 0 ? $"No executor is configured. {howTo}"
            : name is null
                ? $"There are several executors, and none is named '{GlobusComputeDefaults.ExecutorName}': {string.Join(", ", names)}. "
                    + "Name the one that is meant, for example with [FromKeyedServices(\"" + names[0] + "\")]."
            : $"There is no executor '{name}'. The executors are {string.Join(", ", names)}. {howTo}";
    }

    private static string? Match(IReadOnlyList<string> names, string name) =>
        names.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
}
