namespace GlobusCompute.Remote.Locking;

/// <summary>Specifies whether the pin of a method matches its function, in one environment.</summary>
public enum ComputeLockState
{
    /// <summary>What was registered is what would be registered.</summary>
    Pinned,

    /// <summary>There is no pin.</summary>
    Missing,

    /// <summary>The source, its name, or what is stored with it has changed since it was pinned.</summary>
    Drifted,

    /// <summary>There is a pin, and no method for it.</summary>
    Unknown,
}
