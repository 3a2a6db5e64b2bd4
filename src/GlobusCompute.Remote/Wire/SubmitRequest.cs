namespace GlobusCompute.Remote.Wire;

/// <summary>A request to run tasks (protocol.md §3.6).</summary>
/// <param name="EndpointId">Where they run.</param>
/// <param name="Tasks">The tasks.</param>
internal sealed record SubmitRequest(Guid EndpointId, ISubmitTasks Tasks)
{
    /// <summary>The task group; null to have the service make one.</summary>
    public Guid? TaskGroupId { get; init; }

    /// <summary>A JSON object as text, or null for none.</summary>
    public string? UserEndpointConfig { get; init; }

    /// <summary>A JSON object as text, or null for none.</summary>
    public string? ResourceSpecification { get; init; }

    /// <summary>The formats in which results are wanted, a JSON array as text, or null for the worker's own.</summary>
    public string? ResultSerializers { get; init; }
}
