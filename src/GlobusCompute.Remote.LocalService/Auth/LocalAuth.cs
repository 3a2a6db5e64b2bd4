using GlobusCompute.Remote.LocalService.Auth;

namespace GlobusCompute.Remote.LocalService;

/// <summary>
/// A Globus Auth for development and tests, with made-up people who have no passwords: <see cref="LocalComputeService.Auth"/> of a service with
/// <see cref="LocalComputeServiceSettings.Auth"/>. It speaks the protocol of Globus Auth at the service's own address and is strict about it. Safe for use by
/// many threads.
/// </summary>
public sealed class LocalAuth
{
    private readonly AuthState _state;

    internal LocalAuth(AuthState state, Uri url) => (_state, Url) = (state, url);

    /// <summary>Gets the base address, that of the service, for example <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Url { get; }

    /// <summary>Gets who can sign in.</summary>
    public IReadOnlyList<LocalAuthPerson> People => _state.People;

    /// <summary>
    /// Gets the native client that is registered from the start, with the id that Python's SDK uses when it is told no other. It may redirect to any port of
    /// the loopback interface, and to the page that shows a code: <c>v2/web/auth-code</c> below <see cref="Url"/>.
    /// </summary>
    public LocalAuthClient NativeClient => _state.Native;

    /// <summary>Gets the confidential client that is registered from the start, for client credentials. Its id is the same in each run.</summary>
    public LocalAuthClient ConfidentialClient => _state.Confidential;

    /// <summary>
    /// Gets the web client that is registered from the start, with the redirect URIs of <see cref="LocalAuthOptions.WebRedirectUris"/>. Its id is the same in
    /// each run.
    /// </summary>
    public LocalAuthClient WebClient => _state.Web;

    /// <summary>Gets the last 10,000 requests for tokens, the oldest first.</summary>
    public IReadOnlyList<LocalTokenRequest> TokenRequests => _state.Journal.Requests;

    /// <summary>Registers a client.</summary>
    /// <param name="client">The client. A copy is registered; a later change has no effect.</param>
    /// <returns>The client as it is registered, with its secret if it has one.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is null.</exception>
    /// <exception cref="ArgumentException">A property is out of its range, or another client has the id.</exception>
    public LocalAuthClient AddClient(LocalAuthClient client) => _state.Clients.Add(client);

    /// <summary>Issues an access token for Compute to a person at once, as if they had signed in with <see cref="NativeClient"/>.</summary>
    /// <param name="person">The person's username or id.</param>
    /// <returns>The token. It is valid for <see cref="LocalAuthOptions.AccessTokenLifetime"/>.</returns>
    /// <exception cref="ArgumentException">The person is not known.</exception>
    public string IssueAccessToken(string person)
    {
        var grant = new Grant(_state.Native, Identity.Of(Find(person)), [KnownScopes.Compute], isOffline: false, SessionFacts.None, _state.Time.GetUtcNow());
        return _state.Tokens.Issue(grant)[0].AccessToken;
    }

    /// <summary>Revokes all access and refresh tokens of a person. A later sign-in gets new ones.</summary>
    /// <param name="person">The person's username or id.</param>
    /// <exception cref="ArgumentException">The person is not known.</exception>
    public void Revoke(string person)
    {
        var id = Find(person).Id;
        _state.Tokens.EndRefresh(identity => identity.Id == id);
        _state.Tokens.RevokeAccess(identity => identity.Id == id);
    }

    /// <summary>Revokes the access tokens of everyone. Refresh tokens stay usable: a client that renews its token after a 401 notices nothing else.</summary>
    public void RevokeAccessTokens() => _state.Tokens.RevokeAccess(static _ => true);

    /// <summary>
    /// Ends the refresh tokens of everyone, and the sign-ins whose pages are open. Access tokens stay valid until they expire; then a new sign-in is needed.
    /// </summary>
    public void EndSessions()
    {
        _state.SignIns.CloseAll();
        _state.Tokens.EndRefresh(static _ => true);
    }

    /// <summary>
    /// Has Compute answer with 403 and a "Globus Auth Requirements Error" to each request whose token is not of a sign-in that was made after this call with
    /// these session parameters. The service's own token and those of <see cref="LocalComputeServiceSettings.Users"/> are not concerned.
    /// </summary>
    /// <param name="requirement">What is required; null ends an earlier requirement.</param>
    public void RequireSession(LocalSessionRequirement? requirement) => _state.Sessions.Set(requirement);

    /// <summary>
    /// Signs a person in as a browser does: requests the authorize URL, chooses the person and answers the consent page. The redirect at the end is not
    /// followed.
    /// </summary>
    /// <param name="authorizeUrl">The authorize URL that an application shows or opens.</param>
    /// <param name="person">The person's username or id.</param>
    /// <param name="consent">Whether the person consents; false denies.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>
    /// The URI to which the browser is redirected at last, with the code or the error in its query; also if the authorize URL was refused by a redirect.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="authorizeUrl"/> is not below <see cref="Url"/>.</exception>
    /// <exception cref="InvalidOperationException">
    /// A page shows an error, for example of a redirect URI that is not registered or a person who does not fit the session parameters. The message repeats it.
    /// </exception>
    /// <exception cref="HttpRequestException">The service cannot be reached.</exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public Task<Uri> SignInAsync(Uri authorizeUrl, string person, bool consent = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(authorizeUrl);
        ArgumentNullException.ThrowIfNull(person);
        return authorizeUrl.IsAbsoluteUri && authorizeUrl.IsLoopback && authorizeUrl.Scheme == Url.Scheme && authorizeUrl.Port == Url.Port
            ? PageBrowser.SignInAsync(authorizeUrl, person, consent, cancellationToken)
            : throw new ArgumentException($"The authorize URL is not one of {Url}.", nameof(authorizeUrl));
    }

    private LocalAuthPerson Find(string person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return _state.FindPerson(person) ?? throw new ArgumentException($"'{person}' is not the username or id of one of the people.", nameof(person));
    }
}
