using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.Submission;

namespace GlobusCompute.Remote.Runtime;

/// <summary>What the instruments observe of a client, read from its stations.</summary>
internal sealed class ClientGauges(UnsentCalls unsent, ResultDelivery results) : IClientGauges
{
    public long UnsentCalls => unsent.Count;

    public int AwaitedCalls => results.Count;

    public ComputeDeliveryState DeliveryState => results.State;
}
