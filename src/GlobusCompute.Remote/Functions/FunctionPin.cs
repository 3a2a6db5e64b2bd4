namespace GlobusCompute.Remote.Functions;

/// <summary>That a lock file pins a function.</summary>
/// <param name="Environment">The service, as lock files name it.</param>
/// <param name="FunctionId">The id there.</param>
internal readonly record struct FunctionPin(string Environment, Guid FunctionId);
