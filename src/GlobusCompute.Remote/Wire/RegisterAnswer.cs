namespace GlobusCompute.Remote.Wire;

/// <summary>What the service says to a registration (protocol.md §3.5).</summary>
internal sealed record RegisterAnswer(Guid? FunctionUuid);
