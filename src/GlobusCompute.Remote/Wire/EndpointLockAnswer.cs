namespace GlobusCompute.Remote.Wire;

/// <summary>How long an endpoint that was stopped cannot be started again.</summary>
internal sealed record EndpointLockAnswer(DateTimeOffset? LockExpirationTimestamp);
