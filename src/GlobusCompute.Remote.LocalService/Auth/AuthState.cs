namespace GlobusCompute.Remote.LocalService.Auth;

/// <summary>All that the Globus Auth of a service knows.</summary>
internal sealed class AuthState : IDisposable
{
    private static readonly Guid s_native = new("4cf29807-cf21-49ec-9443-ff9a3fb9f81c");
    private static readonly Guid s_confidential = new("c11e0000-0000-4000-8000-0000000000c1");
    private static readonly Guid s_web = new("c11e0000-0000-4000-8000-0000000000eb");

    public AuthState(LocalAuthOptions options, TimeProvider time)
    {
        Time = time;
        People = options.People.Select(person => new LocalAuthPerson(person.Username, person.Name, person.Id)).ToList();
        Tokens = new TokenStore(options, time);
        Codes = new Codes(options, time);
        SignIns = new SignIns(time);
        Native = Clients.Add(new LocalAuthClient { Id = s_native, Name = "Globus Compute SDK" });
        Confidential = Clients.Add(new LocalAuthClient
        {
            Id = s_confidential, Name = "Local service client", Kind = LocalAuthClientKind.Confidential, Secret = options.ClientSecret,
        });
        Web = Clients.Add(new LocalAuthClient
        {
            Id = s_web, Name = "Local web app", Kind = LocalAuthClientKind.Web, Secret = options.ClientSecret, RedirectUris = options.WebRedirectUris,
        });
        foreach (var client in options.Clients)
        {
            Clients.Add(client);
        }
    }

    public TimeProvider Time { get; }

    public IReadOnlyList<LocalAuthPerson> People { get; }

    public Clients Clients { get; } = new();

    /// <summary>The client that Python's SDK and this library name when they are told no other.</summary>
    public LocalAuthClient Native { get; }

    public LocalAuthClient Confidential { get; }

    public LocalAuthClient Web { get; }

    public TokenStore Tokens { get; }

    public Codes Codes { get; }

    public SignIns SignIns { get; }

    public IdTokens IdTokens { get; } = new();

    public SessionGate Sessions { get; } = new();

    public TokenJournal Journal { get; } = new();

    /// <summary>Finds a person by username or id; null if there is none.</summary>
    public LocalAuthPerson? FindPerson(string text) => People.FirstOrDefault(
        person => person.Username.Equals(text, StringComparison.OrdinalIgnoreCase) || (Guid.TryParse(text, out var id) && person.Id == id));

    public void Dispose() => IdTokens.Dispose();
}
