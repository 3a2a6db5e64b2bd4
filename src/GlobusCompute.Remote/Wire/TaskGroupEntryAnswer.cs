namespace GlobusCompute.Remote.Wire;

/// <summary>A task of a task group.</summary>
internal sealed record TaskGroupEntryAnswer(Guid? Id, DateTimeOffset? CreatedAt);
