namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// Represents a Globus Compute service on this machine with real Python workers: the command <c>gcompute local</c> of the tool GlobusCompute.Remote.Tool.
/// </summary>
public sealed class GlobusComputeLocalServiceResource : ExecutableResource
{
    internal const string HttpEndpointName = "http";
    private const string ToolCommand = "gcompute";

    private EndpointReference? _httpEndpoint;

    /// <summary>Initializes a resource.</summary>
    /// <param name="name">The name of the resource.</param>
    /// <param name="workingDirectory">The folder in which the command runs.</param>
    /// <param name="token">The bearer token that requests must carry.</param>
    /// <param name="endpointId">The id of the service's only endpoint.</param>
    /// <exception cref="ArgumentException"><paramref name="endpointId"/> is empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="token"/> is null.</exception>
    public GlobusComputeLocalServiceResource(string name, string workingDirectory, ParameterResource token, Guid endpointId)
        : base(name, ToolCommand, workingDirectory)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (endpointId == Guid.Empty)
        {
            throw new ArgumentException("The endpoint id is empty.", nameof(endpointId));
        }

        (Token, EndpointId) = (token, endpointId);
    }

    /// <summary>Gets the bearer token that requests must carry; a secret.</summary>
    public ParameterResource Token { get; }

    /// <summary>Gets the id of the service's only endpoint, which runs the calls.</summary>
    public Guid EndpointId { get; }

    /// <summary>Gets the address of the service.</summary>
    public EndpointReference HttpEndpoint => _httpEndpoint ??= new EndpointReference(this, HttpEndpointName);
}
