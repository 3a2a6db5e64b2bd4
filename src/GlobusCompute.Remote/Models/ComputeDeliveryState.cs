namespace GlobusCompute.Remote.Models;

/// <summary>Specifies how results are currently delivered.</summary>
public enum ComputeDeliveryState
{
    /// <summary>No result is awaited.</summary>
    Idle = 0,

    /// <summary>By the stream.</summary>
    Streaming = 1,

    /// <summary>By asking for them: the stream is off, not open yet, or unreachable.</summary>
    Polling = 2,

    /// <summary>The service answers no question for results before another sign-in. What the stream brings still comes, and no future fails by that.</summary>
    SignInRequired = 3,
}
