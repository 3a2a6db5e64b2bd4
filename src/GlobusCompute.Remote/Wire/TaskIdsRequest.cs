namespace GlobusCompute.Remote.Wire;

/// <summary>The body that asks for tasks (protocol.md §3.7).</summary>
internal sealed record TaskIdsRequest(IReadOnlyList<Guid> TaskIds);
