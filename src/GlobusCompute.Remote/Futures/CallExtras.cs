namespace GlobusCompute.Remote.Futures;

/// <summary>What few calls have. Made when a call has one of them.</summary>
internal sealed class CallExtras
{
    /// <summary>What the app calls the call, or null.</summary>
    public string? Tag;

    /// <summary>Its timeout and the caller's token; null when it has neither.</summary>
    public CallClock? Clock;

    /// <summary>Its spans and its time; null when nobody listens.</summary>
    public CallTelemetry? Telemetry;

    /// <summary>The task that the app has asked for, which waits until the call is accepted.</summary>
    public SubmittedTask? Submitted;
}
