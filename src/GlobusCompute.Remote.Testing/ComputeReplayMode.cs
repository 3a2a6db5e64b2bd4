namespace GlobusCompute.Remote.Testing;

/// <summary>Specifies what a replay does with calls that are not recorded.</summary>
public enum ComputeReplayMode
{
    /// <summary>
    /// Each recorded call is replayed once, in the order in which equal calls were recorded. All others fault with <see cref="ReplayMismatchException"/>: those
    /// that are not recorded, those made more often than recorded, and those of a function whose source has changed.
    /// </summary>
    Strict = 0,

    /// <summary>
    /// The last one of equal recorded calls is replayed any number of times, and a function whose source has changed is only reported, in
    /// <see cref="ComputeReplay.Mismatches"/>. Calls that are not recorded fault.
    /// </summary>
    Lenient = 1,

    /// <summary>Calls that are not recorded, or whose source has changed, are sent to the service of the options that the client was made with.</summary>
    PassThrough = 2,

    /// <summary>
    /// As <see cref="PassThrough"/>, and what was sent is added to the recording when the replay is disposed. The recording need not exist.
    /// </summary>
    RecordNew = 3,
}
