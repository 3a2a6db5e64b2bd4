namespace GlobusCompute.Remote.LocalService.Auth;

/// <summary>What an authorize URL asks for, once it has been checked.</summary>
internal sealed class AuthorizeRequest(LocalAuthClient client, string redirectUri, IReadOnlyList<string> scopes, SessionFacts session)
{
    public LocalAuthClient Client => client;

    public string RedirectUri => redirectUri;

    public IReadOnlyList<string> Scopes => scopes;

    public SessionFacts Session => session;

    public string? State { get; init; }

    public string? Challenge { get; init; }

    public string? Nonce { get; init; }

    /// <summary>The name that the app proposes for the consent.</summary>
    public string? Label { get; init; }

    public bool IsOffline { get; init; }
}
