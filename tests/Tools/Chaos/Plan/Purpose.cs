namespace GlobusCompute.Remote.Chaos.Plan;

/// <summary>What random numbers decide.</summary>
internal enum Purpose
{
    Call = 1,
    Result,
    Payload,
    Delivery,
    Submit,
    Status,
    Address,
    Registration,
    Listing,
    Steps,
    Thread,
}
