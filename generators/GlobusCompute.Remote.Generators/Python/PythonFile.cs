namespace GlobusCompute.Remote.Generators.Python;

/// <summary>A <c>PythonFunction</c> item.</summary>
/// <param name="Path">Its path relative to the project, with forward slashes.</param>
/// <param name="Module">Its text and names.</param>
internal sealed record PythonFile(string Path, PythonModule Module);
