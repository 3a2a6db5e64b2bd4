namespace GlobusCompute.Remote.Tool.Functions;

/// <summary>The lock file cannot be read or written. The message names it.</summary>
internal sealed class BadLockFileException(string message, Exception innerException) : Exception(message, innerException);
