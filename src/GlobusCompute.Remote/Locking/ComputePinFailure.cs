namespace GlobusCompute.Remote.Locking;

/// <summary>A function that could not be pinned. The others are.</summary>
/// <param name="Function">The function.</param>
/// <param name="Error">Why it could not be registered.</param>
public sealed record ComputePinFailure(PinnableFunction Function, FunctionRegistrationException Error);
