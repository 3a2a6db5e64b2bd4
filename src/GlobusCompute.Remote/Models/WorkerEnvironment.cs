namespace GlobusCompute.Remote.Models;

/// <summary>Represents the environment of a task's worker. A member is null if the worker did not report it.</summary>
/// <param name="PythonVersion">The worker's Python, e.g. <c>3.11.2</c>.</param>
/// <param name="SdkVersion">The worker's Globus Compute SDK.</param>
/// <param name="DillVersion">The worker's dill.</param>
/// <param name="OperatingSystem">The worker's platform.</param>
public sealed record WorkerEnvironment(string? PythonVersion, string? SdkVersion, string? DillVersion, string? OperatingSystem);
