namespace GlobusCompute.Remote.LocalService;

/// <summary>
/// Sets how the <see cref="LocalAuth"/> of a <see cref="LocalComputeService"/> runs. Used only with <see cref="LocalComputeServiceSettings.Auth"/>.
/// </summary>
public sealed class LocalAuthOptions
{
    /// <summary>Initializes options with the defaults.</summary>
    public LocalAuthOptions()
    {
    }

    internal LocalAuthOptions(LocalAuthOptions other)
    {
        AccessTokenLifetime = other.AccessTokenLifetime;
        RefreshTokenIdleLifetime = other.RefreshTokenIdleLifetime;
        CodeLifetime = other.CodeLifetime;
        RotateRefreshTokens = other.RotateRefreshTokens;
        People = other.People is { } people ? [.. people.Select(p => p is null ? null! : new LocalAuthPerson(p.Username, p.Name, p.Id))] : null!;
        Clients = other.Clients is { } clients ? [.. clients.Select(client => client is null ? null! : new LocalAuthClient(client))] : null!;
        WebRedirectUris = other.WebRedirectUris is { } uris ? [.. uris] : null!;
        ClientSecret = other.ClientSecret;
        EndpointOwner = other.EndpointOwner;
        IsEndpointPublic = other.IsEndpointPublic;
    }

    /// <summary>Gets or sets how long an access token is valid, at least 1 second. Default 48 hours, as at Globus.</summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(48);

    /// <summary>Gets or sets after how long without use a refresh token expires, at least 1 second. Default 180 days.</summary>
    public TimeSpan RefreshTokenIdleLifetime { get; set; } = TimeSpan.FromDays(180);

    /// <summary>Gets or sets how long an authorization code is valid, at least 1 second. Default 10 minutes.</summary>
    public TimeSpan CodeLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Gets or sets whether a refresh answers with a new refresh token and voids the one that was used. Default false: it answers with the same one, as Globus
    /// does.
    /// </summary>
    public bool RotateRefreshTokens { get; set; }

    /// <summary>
    /// Gets or sets who can sign in, at least one person. Default: <c>alice@example.org</c>, <c>bob@example.org</c> and <c>carol@example.edu</c>, with ids
    /// that are the same in each run. Setting it replaces them; binding it from configuration adds to them.
    /// </summary>
    public IReadOnlyCollection<LocalAuthPerson> People { get; set; } =
    [
        new("alice@example.org", "Alice Example", new Guid("a11ce000-0000-4000-8000-000000000001")),
        new("bob@example.org", "Bob Example", new Guid("b0b00000-0000-4000-8000-000000000002")),
        new("carol@example.edu", "Carol Example", new Guid("ca401000-0000-4000-8000-000000000003")),
    ];

    /// <summary>Gets or sets the clients that are registered besides those that every <see cref="LocalAuth"/> has. Default none.</summary>
    public IReadOnlyCollection<LocalAuthClient> Clients { get; set; } = [];

    /// <summary>Gets or sets the redirect URIs of <see cref="LocalAuth.WebClient"/>, see <see cref="LocalAuthClient.RedirectUris"/>. Default none.</summary>
    public IReadOnlyCollection<Uri> WebRedirectUris { get; set; } = [];

    /// <summary>
    /// Gets or sets the secret of <see cref="LocalAuth.ConfidentialClient"/> and <see cref="LocalAuth.WebClient"/>, visible ASCII characters without blanks.
    /// Null (the default) makes a random one for each.
    /// </summary>
    public string? ClientSecret { get; set; }

    /// <summary>
    /// Gets or sets the username of the person who owns the service's endpoint. Null (the default): <see cref="LocalComputeService.DefaultUser"/>.
    /// </summary>
    public string? EndpointOwner { get; set; }

    /// <summary>Gets or sets whether everyone may use the service's endpoint. Default true; false leaves it to its owner.</summary>
    public bool IsEndpointPublic { get; set; } = true;
}
