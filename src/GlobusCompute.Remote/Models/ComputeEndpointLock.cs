namespace GlobusCompute.Remote.Models;

/// <summary>An endpoint that was stopped.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="ExpiresAt">Until when it cannot be started again, in UTC; null when the service does not say so readably.</param>
public sealed record ComputeEndpointLock(Guid EndpointId, DateTimeOffset? ExpiresAt);
