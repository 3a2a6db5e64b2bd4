namespace GlobusCompute.Remote.Submission;

/// <summary>An executor's settings at a moment, as they travel. Immutable.</summary>
internal sealed record TargetSettings
{
    public required Guid EndpointId { get; init; }

    public required TaskGroup TaskGroup { get; init; }

    /// <summary>The JSON object as text, or null for none.</summary>
    public string? UserEndpointConfig { get; init; }

    /// <summary>The JSON object as text, or null for none.</summary>
    public string? ResourceSpecification { get; init; }

    /// <summary>The JSON array as text; null for the library's own choice.</summary>
    public string? ResultSerializers { get; init; }

    /// <summary>The container that sources are registered with, or null.</summary>
    public Guid? ContainerId { get; init; }

    public int? BatchSize { get; init; }

    /// <summary>How long a call may take where its method says nothing else; null for no limit.</summary>
    public TimeSpan? CallTimeout { get; init; }

    /// <summary>Whether calls of both may travel in one request. A container and a time limit do not travel with calls.</summary>
    public bool SharesRequestsWith(TargetSettings other) =>
        ReferenceEquals(this, other)
        || (EndpointId == other.EndpointId
            && (ReferenceEquals(TaskGroup, other.TaskGroup) || (TaskGroup.Id is { } id && other.TaskGroup.Id == id))
            && UserEndpointConfig == other.UserEndpointConfig
            && ResourceSpecification == other.ResourceSpecification
            && ResultSerializers == other.ResultSerializers
            && BatchSize == other.BatchSize);
}
