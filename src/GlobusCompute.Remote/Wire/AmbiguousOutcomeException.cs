namespace GlobusCompute.Remote.Wire;

/// <summary>A request was sent, and what came of it cannot be known.</summary>
internal sealed class AmbiguousOutcomeException(string reason, Exception? innerException) : Exception(reason, innerException);
