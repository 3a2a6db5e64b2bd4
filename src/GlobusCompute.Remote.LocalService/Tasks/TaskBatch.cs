namespace GlobusCompute.Remote.LocalService.Tasks;

/// <summary>What the tasks of one submit request share.</summary>
/// <param name="RequestId">The request's id, as it is answered.</param>
/// <param name="User">Who sent it.</param>
/// <param name="GroupId">Their task group.</param>
/// <param name="ResultSerializers">A JSON array of import paths, or null.</param>
/// <param name="Refusal">Why the engine refuses the resource specification, or null.</param>
internal sealed record TaskBatch(Guid RequestId, string User, Guid GroupId, byte[]? ResultSerializers, string? Refusal);
