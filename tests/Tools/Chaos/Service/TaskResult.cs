namespace GlobusCompute.Remote.Chaos.Service;

/// <summary>What a task gives.</summary>
/// <param name="Data">The serialised result, or the failure's text.</param>
/// <param name="IsFailure">Whether it failed.</param>
internal readonly record struct TaskResult(string Data, bool IsFailure);
