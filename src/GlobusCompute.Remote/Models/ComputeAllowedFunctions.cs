namespace GlobusCompute.Remote.Models;

/// <summary>Represents the list of functions that an endpoint runs.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="IsRestricted">Whether it runs only some.</param>
/// <param name="Functions">Those that it runs; empty where it is not restricted.</param>
public sealed record ComputeAllowedFunctions(Guid EndpointId, bool IsRestricted, IReadOnlyCollection<Guid> Functions)
{
    /// <summary>Determines whether the endpoint runs a function according to this list.</summary>
    /// <param name="functionId">The function.</param>
    public bool Allows(Guid functionId) => !IsRestricted || Functions.Contains(functionId);
}
