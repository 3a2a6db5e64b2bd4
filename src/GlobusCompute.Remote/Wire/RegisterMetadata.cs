namespace GlobusCompute.Remote.Wire;

/// <summary>The environment in which a function was written.</summary>
internal sealed record RegisterMetadata(string PythonVersion, string SdkVersion, string? SerdeIdentifier);
