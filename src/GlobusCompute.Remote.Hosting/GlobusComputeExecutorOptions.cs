using System.Text.Json.Nodes;
using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote.Hosting;

/// <summary>
/// Holds the configuration of one executor. The sections <c>UserEndpointConfig</c> and <c>ResourceSpecification</c> are read as
/// <see cref="ConfigurationJson"/> describes; in code, <c>AddExecutor</c> sets them.
/// </summary>
public sealed class GlobusComputeExecutorOptions : ComputeExecutorSettings
{
    /// <summary>
    /// Gets or sets the endpoint that runs the calls. Null (the default) is allowed with the embedded service only, which always uses its own endpoint.
    /// </summary>
    public Guid? EndpointId { get; set; }

    // Fields, which a binder leaves alone: it knows no JSON.
    internal JsonObject? UserEndpointConfig;
    internal JsonObject? ResourceSpecification;
}
