namespace GlobusCompute.Remote.Models;

/// <summary>Which functions an endpoint runs.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="IsRestricted">Whether it runs only some.</param>
/// <param name="Functions">Those that it runs; empty where it is not restricted.</param>
public sealed record ComputeAllowedFunctions(Guid EndpointId, bool IsRestricted, IReadOnlyCollection<Guid> Functions)
{
    /// <summary>Whether the endpoint runs a function, as far as this list goes.</summary>
    /// <param name="functionId">The function.</param>
    public bool Allows(Guid functionId) => !IsRestricted || Functions.Contains(functionId);
}
