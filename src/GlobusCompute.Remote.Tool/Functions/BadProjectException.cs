namespace GlobusCompute.Remote.Tool.Functions;

/// <summary>A project cannot be built, or an assembly cannot be read. The message says which and why.</summary>
internal sealed class BadProjectException(string message) : Exception(message);
