namespace GlobusCompute.Remote.Chaos.Service;

/// <summary>How a submission goes wrong.</summary>
internal enum SubmitFault
{
    None,

    // Nothing is executed, and the answer says so.
    TooManyRequests,
    AnnouncedUnavailable,
    TooLarge,
    FunctionRefused,
    GroupUnknown,
    Redirected,
    Unauthorized,

    // The answer leaves it open; nothing is executed.
    CutBefore,
    UnavailableBefore,
    ErrorBefore,

    // The answer leaves it open; everything is executed.
    CutAfter,
    UnavailableAfter,
    ErrorAfter,
    GatewayAfter,
    TimeoutAfter,
    GarbageAfter,
    TruncatedAfter,
    MissingIds,
    DoubledIds,

    // A good answer, at an odd time.
    Slow,
    Early,
}
