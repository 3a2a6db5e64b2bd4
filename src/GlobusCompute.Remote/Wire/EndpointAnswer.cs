namespace GlobusCompute.Remote.Wire;

/// <summary>An endpoint in a list.</summary>
internal sealed record EndpointAnswer(Guid? Uuid, string? Name, string? DisplayName, Guid? Owner);
