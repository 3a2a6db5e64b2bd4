using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Diagnostics;

/// <summary>What the instruments observe of a client.</summary>
internal interface IClientGauges
{
    long UnsentCalls { get; }

    /// <summary>Calls whose results are awaited.</summary>
    int AwaitedCalls { get; }

    ComputeDeliveryState DeliveryState { get; }
}
