using GlobusCompute.Remote.Hosting.Configuration;
using GlobusCompute.Remote.Hosting.Registration;
using Microsoft.Extensions.Options;

namespace GlobusCompute.Remote.Hosting.Clients;

/// <summary>What executors the app has by configuration and code at the moment.</summary>
/// <param name="registration">What code has registered.</param>
/// <param name="options">What the configuration says.</param>
/// <param name="embedded">The embedded service.</param>
/// <param name="replacements">What replaces the service; none, or one.</param>
internal sealed class ExecutorCatalog(
    HostingRegistration registration,
    IOptionsMonitor<GlobusComputeOptions> options,
    EmbeddedConnection embedded,
    IEnumerable<IComputeServiceReplacement> replacements)
{
    private readonly IComputeServiceReplacement? _replacement = replacements.LastOrDefault();

    /// <summary>The names of all.</summary>
    public IReadOnlyList<string> Names => ExecutorNames.Of(options.CurrentValue, registration);

    /// <summary>Finds an executor.</summary>
    /// <param name="name">Its name; null for the default one.</param>
    /// <exception cref="InvalidOperationException">There is none of that name, or none that is the default. The message lists the names.</exception>
    public ExecutorPlan Find(string? name)
    {
        var names = Names;
        var found = ExecutorNames.Match(names, name)
            ?? (_replacement is not null && names.Count == 0 ? name ?? GlobusComputeDefaults.ExecutorName : null)
            ?? throw new InvalidOperationException(ExecutorNames.Explain(names, name, options.CurrentValue.Path));
        return ExecutorPlan.Of(found, options.CurrentValue, registration);
    }

    /// <summary>Gives the endpoint of an executor. The embedded service has only its own.</summary>
    public Guid EndpointOf(ExecutorPlan plan) =>
        _replacement is not null ? plan.EndpointId ?? _replacement.EndpointId
        : options.CurrentValue.Service == ComputeServiceKind.Embedded ? embedded.Start().EndpointId
        : plan.EndpointId!.Value;
}
