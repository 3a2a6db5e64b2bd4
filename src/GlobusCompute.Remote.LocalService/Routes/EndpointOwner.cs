namespace GlobusCompute.Remote.LocalService.Routes;

/// <summary>Whose the endpoint is, and whether others may use it.</summary>
/// <param name="Name">The owner's username; null if everyone is one, without a Globus Auth.</param>
/// <param name="Id">The id of the owner's Globus identity, which the service's own user does not have: all zero.</param>
/// <param name="IsPublic">Whether everyone may use it.</param>
internal sealed record EndpointOwner(string? Name, Guid Id, bool IsPublic)
{
    /// <summary>The one of a service that enforces nothing.</summary>
    public static EndpointOwner Everyone { get; } = new(null, Guid.Empty, IsPublic: false);

    public bool Is(string user) => Name is null || Name == user;

    public bool CanUse(string user) => IsPublic || Is(user);
}
