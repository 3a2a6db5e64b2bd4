namespace GlobusCompute.Remote.LocalService.Tasks;

/// <summary>What the tasks of one submit request share.</summary>
/// <param name="GroupId">Their task group.</param>
/// <param name="ResultSerializers">A JSON array of import paths, or null.</param>
/// <param name="Refusal">Why the engine refuses the resource specification, or null.</param>
internal sealed record TaskBatch(Guid GroupId, byte[]? ResultSerializers, string? Refusal);
