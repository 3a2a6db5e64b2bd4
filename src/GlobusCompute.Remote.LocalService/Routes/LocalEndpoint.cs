namespace GlobusCompute.Remote.LocalService.Routes;

/// <summary>The service's only endpoint: what it is called, which functions it runs, and whether it was deleted.</summary>
internal sealed class LocalEndpoint(Guid id, IReadOnlySet<Guid>? allowedFunctions)
{
    private volatile bool _isDeleted;

    public Guid Id => id;

    /// <summary>The only functions that it runs; null for all.</summary>
    public IReadOnlySet<Guid>? AllowedFunctions => allowedFunctions;

    public bool IsDeleted => _isDeleted;

    public void Delete() => _isDeleted = true;

    /// <exception cref="ApiException">The id is not that of the endpoint, or the endpoint was deleted.</exception>
    public void Check(Guid asked)
    {
        if (asked != id || _isDeleted)
        {
            throw ApiException.NotFound("ENDPOINT_NOT_FOUND", "Endpoint", asked);
        }
    }

    /// <exception cref="ApiException">The endpoint does not run the function.</exception>
    public void CheckFunction(Guid function)
    {
        if (allowedFunctions?.Contains(function) == false)
        {
            throw new ApiException(403, "FUNCTION_NOT_PERMITTED", $"Function {function} is not among those that endpoint {id} runs.");
        }
    }
}
