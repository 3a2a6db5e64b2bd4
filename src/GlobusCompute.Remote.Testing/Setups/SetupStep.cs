using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Testing.Setups;

/// <summary>One outcome of a setup: either what faults the call before the service has accepted it, or how it ends afterwards.</summary>
internal sealed record SetupStep
{
    /// <summary>Decides over an accepted call; null for one that pends.</summary>
    public Func<FakeCall, CallOutcome?> Decide { get; init; } = static _ => null;

    /// <summary>What the call faults with instead of being accepted; null where it is accepted.</summary>
    public Func<ComputeTaskHandle, Exception>? Refuse { get; init; }

    /// <summary>Whether the refusal leaves open whether the service has accepted the call. An idempotent one is sent again then.</summary>
    public bool IsAmbiguous { get; init; }

    /// <summary>How long the outcome takes.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>A mistake in the test itself.</summary>
    public static SetupStep Mistake(string sentence) => new() { Decide = _ => CallOutcome.Mistake(sentence) };
}
