namespace GlobusCompute.Remote.Wire;

/// <summary>What <see cref="TaskStatusEntry.Details"/> says of the place. The rest is read by whoever keeps it.</summary>
internal sealed record TaskDetailsAnswer(Guid? EndpointId);
