namespace GlobusCompute.Remote.Journal;

/// <summary>Specifies the state of a call in a journal.</summary>
public enum ComputeJournalState
{
    /// <summary>Its request was recorded and no answer was: the service may or may not have accepted it.</summary>
    Unknown = 0,

    /// <summary>The service has accepted it as a known task.</summary>
    Accepted = 1,

    /// <summary>The outcome of its task has arrived.</summary>
    Ended = 2,

    /// <summary>It surely was not accepted, and does not run.</summary>
    Refused = 3,
}
