using GlobusCompute.Remote.LocalService.Options;

namespace GlobusCompute.Remote.LocalService.Auth;

/// <summary>All that the Globus Auth of a service knows.</summary>
internal sealed class AuthState : IDisposable
{
    public AuthState(LocalAuthOptions options, TimeProvider time)
    {
        Time = time;
        People = options.People.Select(person => new LocalAuthPerson(person.Username, person.Name, person.Id)).ToList();
        Tokens = new TokenStore(options, time);
        Codes = new Codes(options, time);
        SignIns = new SignIns(time);
        Native = Clients.Add(new LocalAuthClient { Id = LocalAuthRules.NativeClient, Name = "Globus Compute SDK" });
        Confidential = Clients.Add(new LocalAuthClient
        {
            Id = LocalAuthRules.ConfidentialClient,
            Name = "Local service client",
            Kind = LocalAuthClientKind.Confidential,
            Secret = options.ClientSecret,
        });
        Web = Clients.Add(new LocalAuthClient
        {
            Id = LocalAuthRules.WebClient,
            Name = "Local web app",
            Kind = LocalAuthClientKind.Web,
            Secret = options.ClientSecret,
            RedirectUris = options.WebRedirectUris,
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
