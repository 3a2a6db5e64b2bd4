namespace GlobusCompute.Remote.Models;

/// <summary>An endpoint in a list.</summary>
/// <param name="EndpointId">Its id.</param>
/// <param name="Name">Its name, or null when the service gives none.</param>
/// <param name="DisplayName">The name shown to people, or null when it has none.</param>
/// <param name="OwnerId">The owner's Globus identity, or null when the service gives none.</param>
public sealed record ComputeEndpoint(Guid EndpointId, string? Name, string? DisplayName, Guid? OwnerId);
