namespace GlobusCompute.Remote.LocalService;

/// <summary>Holds what a <see cref="LocalAuth"/> remembers of one request for tokens. It has no token, code or secret.</summary>
public sealed record LocalTokenRequest
{
    /// <summary>Gets when it was answered, by the service's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the grant type, such as <c>refresh_token</c>; empty if the request named none that is known.</summary>
    public required string GrantType { get; init; }

    /// <summary>Gets the id of the client; null if it is not known or its secret was wrong.</summary>
    public Guid? ClientId { get; init; }

    /// <summary>Gets the resource servers of the tokens that were issued, such as <c>funcx_service</c>; empty after an error.</summary>
    public IReadOnlyList<string> ResourceServers { get; init; } = [];

    /// <summary>Gets the error's code, such as <c>invalid_grant</c>; null after success.</summary>
    public string? Error { get; init; }
}
