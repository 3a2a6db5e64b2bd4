namespace GlobusCompute.Remote.Locking;

/// <summary>Represents the result of a pin operation.</summary>
/// <param name="LockFile">The lock file with all that was registered. Pins that held before are in it unchanged.</param>
/// <param name="Registered">The new pins, ordered by method.</param>
/// <param name="Failures">
/// The functions that could not be registered, and why, ordered by method. Their earlier pins are in the lock file still. Where the service could not be
/// reached or did not accept the token, it is the first that failed: the functions after it were not tried.
/// </param>
public sealed record ComputePinReport(
    ComputeLockFile LockFile, IReadOnlyList<ComputeLockEntry> Registered, IReadOnlyList<ComputePinFailure> Failures);
