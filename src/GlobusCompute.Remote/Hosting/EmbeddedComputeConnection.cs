namespace GlobusCompute.Remote.Hosting;

/// <summary>Tells how a client reaches a Compute service that runs inside the app.</summary>
public sealed class EmbeddedComputeConnection
{
    /// <summary>Initializes a connection.</summary>
    /// <param name="endpointId">The endpoint that runs calls.</param>
    /// <param name="configure">Sets what differs from the app's own options: address, credential, delivery, request budget.</param>
    /// <exception cref="ArgumentException"><paramref name="endpointId"/> is empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="configure"/> is null.</exception>
    public EmbeddedComputeConnection(Guid endpointId, Action<ComputeClientOptions> configure)
    {
        if (endpointId == Guid.Empty)
        {
            throw new ArgumentException("The endpoint id is empty.", nameof(endpointId));
        }

        ArgumentNullException.ThrowIfNull(configure);
        EndpointId = endpointId;
        Configure = configure;
    }

    /// <summary>Gets the id of the endpoint that runs calls.</summary>
    public Guid EndpointId { get; }

    /// <summary>Gets what sets the service's address, credential, delivery and request budget on a client's options.</summary>
    public Action<ComputeClientOptions> Configure { get; }
}
