namespace GlobusCompute.Remote.Models;

/// <summary>Specifies which endpoints to list.</summary>
public enum ComputeEndpointRole
{
    /// <summary>Those that the caller owns. The default.</summary>
    Owner = 0,

    /// <summary>All that the caller may see, e.g. because they are public or shared.</summary>
    Any = 1,
}
