namespace GlobusCompute.Remote.Serialization.Json;

/// <summary>A value that JSON would change, in a buffer that may be pickled instead. Never leaves the writing of arguments.</summary>
internal sealed class InexactException() : Exception("JSON would change the value.");
