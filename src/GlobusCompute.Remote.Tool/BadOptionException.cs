namespace GlobusCompute.Remote.Tool;

/// <summary>An option's value looked right and cannot be used. The message names the option.</summary>
internal sealed class BadOptionException(string message) : Exception(message);
