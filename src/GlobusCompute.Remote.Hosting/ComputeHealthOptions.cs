using GlobusCompute.Remote.Locking;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GlobusCompute.Remote.Hosting;

/// <summary>Sets what a health check of Globus Compute looks at.</summary>
public sealed class ComputeHealthOptions
{
    /// <summary>
    /// Gets or sets how long each question to the service, and getting the token, may take. All are asked at the same time. Default 5 seconds; above zero.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Gets or sets what an endpoint is worth that the service calls offline: its tasks wait. Default <see cref="HealthStatus.Degraded"/>.
    /// </summary>
    public HealthStatus OfflineEndpoint { get; set; } = HealthStatus.Degraded;

    /// <summary>
    /// Gets the names of the executors whose endpoints are looked at. Empty (the default) for all; a name that is not an executor's is reported.
    /// </summary>
    public ICollection<string> Executors { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets whether endpoints are looked at. Default true.</summary>
    public bool CheckEndpoints { get; set; } = true;

    /// <summary>
    /// Gets the functions that must be registered, by id, with the source hash that each must have as in a lock file; null where any source is good. Default
    /// empty. Hashes of functions that were registered for a group or for a high-assurance endpoint cannot be compared: give null for them.
    /// </summary>
    public IDictionary<Guid, string?> Functions { get; } = new Dictionary<Guid, string?>();

    /// <summary>Adds the functions that a lock file pins for a service.</summary>
    /// <param name="lockFile">The lock file.</param>
    /// <param name="serviceUrl">The service; null (the default) for the production service.</param>
    /// <exception cref="ArgumentNullException"><paramref name="lockFile"/> is null.</exception>
    public void AddFunctions(ComputeLockFile lockFile, Uri? serviceUrl = null)
    {
        ArgumentNullException.ThrowIfNull(lockFile);
        var environment = serviceUrl ?? new ComputeClientOptions().ServiceUrl;
        foreach (var entry in lockFile.Entries.Where(entry => entry.Environment == environment))
        {
            Functions[entry.FunctionId] = entry.SourceHash;
        }
    }
}
