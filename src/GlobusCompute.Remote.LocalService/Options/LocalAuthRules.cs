namespace GlobusCompute.Remote.LocalService.Options;

/// <summary>What values the options of a <see cref="LocalAuth"/> may have.</summary>
internal static class LocalAuthRules
{
    /// <summary>What usernames of clients end with; no person's and no user's may.</summary>
    public const string ClientDomain = "@clients.auth.globus.org";

    // The one that Python's SDK names when it is told no other; the rest is made up.
    public static readonly Guid NativeClient = new("4cf29807-cf21-49ec-9443-ff9a3fb9f81c");
    public static readonly Guid ConfidentialClient = new("c11e0000-0000-4000-8000-0000000000c1");
    public static readonly Guid WebClient = new("c11e0000-0000-4000-8000-0000000000eb");

    private const string Person = "one or more people, each with a name, an id and a username like name@domain";
    private const string Redirect = "absolute HTTP or HTTPS URIs in visible ASCII characters, without a fragment";
    private const string Visible = "visible ASCII characters without blanks";
    private const string Lifetime = "from 1 second to 3650 days";

    /// <summary>Finds the first option that cannot be used.</summary>
    /// <returns>Its name, and what it must be; null if all are fine.</returns>
    public static (string Name, string Rule)? FindFault(LocalAuthOptions options)
    {
        IEnumerable<(bool IsKept, string Name, string Rule)> rules =
        [
            (IsLifetime(options.AccessTokenLifetime), nameof(options.AccessTokenLifetime), Lifetime),
            (IsLifetime(options.RefreshTokenIdleLifetime), nameof(options.RefreshTokenIdleLifetime), Lifetime),
            (IsLifetime(options.CodeLifetime), nameof(options.CodeLifetime), Lifetime),
            (options.ClientSecret is null || IsVisible(options.ClientSecret), nameof(options.ClientSecret), Visible),
            (options.People is { Count: > 0 } && options.People.All(IsPerson), nameof(options.People), Person),
            (options.People is not { } people || IsDistinct(people), nameof(options.People), "people with usernames and ids that differ"),
            (options.WebRedirectUris?.All(IsRedirectUri) == true, nameof(options.WebRedirectUris), Redirect),
            (AreClients(options.Clients), nameof(options.Clients), "clients that can be registered, with ids that differ"),
            (IsOwner(options), nameof(options.EndpointOwner), "the username of one of the people"),
        ];
        return rules.Where(rule => !rule.IsKept).Select(rule => ((string, string)?)(rule.Name, rule.Rule)).FirstOrDefault();
    }

    /// <summary>Finds what is wrong with a client; null if nothing is.</summary>
    public static string? FindClientFault(LocalAuthClient client) => client switch
    {
        _ when client.Id == Guid.Empty => "The client's id is all zero.",
        _ when !IsName(client.Name) => "The client has no name, or one with control characters.",
        _ when !Enum.IsDefined(client.Kind) => "The client's kind is not known.",
        { Kind: LocalAuthClientKind.Native, Secret: not null } => "A native client has no secret.",
        { Secret: not null } when !IsVisible(client.Secret) => "The client's secret must be visible ASCII characters without blanks.",
        _ when client.RedirectUris?.All(IsRedirectUri) != true =>
            "A redirect URI must be an absolute HTTP or HTTPS URI in visible ASCII characters, without a fragment.",
        { Kind: LocalAuthClientKind.Confidential, RedirectUris.Count: > 0 } =>
            "A confidential client that signs nobody in has no redirect URIs; a web client has.",
        _ => null,
    };

    private static bool IsLifetime(TimeSpan time) => time >= TimeSpan.FromSeconds(1) && time <= TimeSpan.FromDays(3650);

    private static bool IsDistinct(IReadOnlyCollection<LocalAuthPerson> people) =>
        people.Select(person => person?.Username).Distinct(StringComparer.OrdinalIgnoreCase).Count() == people.Count
        && people.Select(person => person?.Id).Distinct().Count() == people.Count;

    private static bool IsPerson(LocalAuthPerson? person) =>
        person is not null
        && person.Id != Guid.Empty
        && IsName(person.Name)
        && person.Username?.Split('@') is [{ Length: > 0 }, { Length: > 0 }]
        && !person.Username.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
        && !person.Username.EndsWith(ClientDomain, StringComparison.OrdinalIgnoreCase);

    private static bool IsOwner(LocalAuthOptions options) =>
        options.EndpointOwner is not { } owner || options.People?.Any(person => person?.Username == owner) == true;

    private static bool AreClients(IReadOnlyCollection<LocalAuthClient>? clients) =>
        clients?.All(client => client is not null && FindClientFault(client) is null) == true
        && clients.Select(client => client.Id).Concat([NativeClient, ConfidentialClient, WebClient]).Distinct().Count() == clients.Count + 3;

    private static bool IsName(string? name) => !string.IsNullOrWhiteSpace(name) && !name.Any(char.IsControl);

    private static bool IsVisible(string text) => text.Length > 0 && text.All(c => c is > ' ' and <= '~');

    private static bool IsRedirectUri(Uri? uri) =>
        uri is { IsAbsoluteUri: true, Scheme: "http" or "https" } && IsVisible(uri.OriginalString) && !uri.OriginalString.Contains('#');
}
