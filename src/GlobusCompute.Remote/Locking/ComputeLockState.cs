namespace GlobusCompute.Remote.Locking;

/// <summary>How a method and its pin go together, in one environment.</summary>
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
