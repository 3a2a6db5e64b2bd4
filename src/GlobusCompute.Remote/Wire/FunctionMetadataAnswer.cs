namespace GlobusCompute.Remote.Wire;

/// <summary>The environment of whoever registered a function.</summary>
internal sealed record FunctionMetadataAnswer(string? PythonVersion, string? SdkVersion);
