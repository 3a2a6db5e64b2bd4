namespace GlobusCompute.Remote.Mapping;

/// <summary>The outcome of one item of a task.</summary>
/// <param name="Value">The value; the type's default when there is an error.</param>
/// <param name="Error">Why there is none, or null.</param>
internal readonly record struct MapOutcome<T>(T Value, Exception? Error);
