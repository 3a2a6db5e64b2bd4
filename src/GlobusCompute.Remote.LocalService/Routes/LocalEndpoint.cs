namespace GlobusCompute.Remote.LocalService.Routes;

/// <summary>The service's only endpoint: what it is called, whose it is, which functions it runs, and whether it was deleted.</summary>
internal sealed class LocalEndpoint(Guid id, IReadOnlySet<Guid>? allowedFunctions, EndpointOwner owner)
{
    private volatile bool _isDeleted;

    public Guid Id => id;

    public EndpointOwner Owner => owner;

    /// <summary>The only functions that it runs; null for all.</summary>
    public IReadOnlySet<Guid>? AllowedFunctions => allowedFunctions;

    public bool IsDeleted => _isDeleted;

    public void Delete() => _isDeleted = true;

    /// <exception cref="ApiException">The id is not that of the endpoint, the endpoint was deleted, or the user may not use it.</exception>
    public void Check(Guid asked, string user)
    {
        CheckExists(asked);
        Require(owner.CanUse(user));
    }

    /// <exception cref="ApiException">The id is not that of the endpoint, the endpoint was deleted, or it is another user's.</exception>
    public void CheckOwner(Guid asked, string user)
    {
        CheckExists(asked);
        Require(owner.Is(user));
    }

    /// <exception cref="ApiException">The endpoint does not run the function.</exception>
    public void CheckFunction(Guid function)
    {
        if (allowedFunctions?.Contains(function) == false)
        {
            throw new ApiException(403, "FUNCTION_NOT_PERMITTED", $"Function {function} is not among those that endpoint {id} runs.");
        }
    }

    private void CheckExists(Guid asked)
    {
        if (asked != id || _isDeleted)
        {
            throw ApiException.NotFound("ENDPOINT_NOT_FOUND", "Endpoint", asked);
        }
    }

    private void Require(bool isAllowed)
    {
        if (!isAllowed)
        {
            throw new ApiException(403, "ENDPOINT_ACCESS_FORBIDDEN", $"Endpoint {id} is another user's.");
        }
    }
}
