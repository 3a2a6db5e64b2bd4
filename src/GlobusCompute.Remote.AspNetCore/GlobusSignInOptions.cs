using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote.AspNetCore;

/// <summary>
/// Sets how users of a web app sign in with Globus. Read when the app starts, from the section <see cref="GlobusSignInDefaults.SectionName"/>.
/// </summary>
public sealed class GlobusSignInOptions
{
    /// <summary>Initializes options with the defaults.</summary>
    public GlobusSignInOptions()
    {
    }

    /// <summary>Gets or sets the id of the client that is registered with Globus for this app, a UUID. Required.</summary>
    public string? ClientId { get; set; }

    /// <summary>
    /// Gets or sets the client's secret. It belongs in a store of secrets or an environment variable, not in a file of the repository. Null (the default) for
    /// a client that is registered without one.
    /// </summary>
    public string? ClientSecret { get; set; }

    /// <summary>
    /// Gets or sets the name of the environment whose Globus Auth signs users in, such as <c>preview</c>. It must be the one of the service that is called.
    /// Null (the default) for <see cref="GlobusEnvironment.Current"/>.
    /// </summary>
    public string? Environment { get; set; }

    /// <summary>
    /// Gets or sets the base address of Globus Auth: https, or http of this machine, such as that of a local service. Null (the default) for that of the
    /// environment.
    /// </summary>
    public Uri? AuthUrl { get; set; }

    /// <summary>
    /// Gets or sets the path to which Globus sends people back. With the app's scheme and host, it is the redirect URI that must be registered. Default
    /// <c>/signin-globus</c>.
    /// </summary>
    public string CallbackPath { get; set; } = "/signin-globus";

    /// <summary>Gets or sets the path below which <c>sign-in</c> and <c>sign-out</c> are. Default <c>/globus</c>.</summary>
    public string RoutePrefix { get; set; } = "/globus";

    /// <summary>
    /// Gets or sets the path of a page of the app to which people are sent who denied their consent, or whose sign-in failed; its query has <c>error</c> with
    /// <c>access_denied</c> or <c>sign_in_failed</c>. Null (the default) shows a plain page.
    /// </summary>
    public string? FailurePath { get; set; }

    /// <summary>Gets or sets how long a session lasts that is not used, from one minute to 400 days. Default 14 days.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromDays(14);

    /// <summary>Gets or sets how long a request to Globus Auth may take. Default 60 seconds; more than zero, at most one hour.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Gets or sets the handler that sends requests to Globus Auth, such as one for a proxy. It stays the app's. It should neither follow redirects nor log
    /// bodies. Null (the default) uses one of the package. Not read from configuration.
    /// </summary>
    public HttpMessageHandler? HttpMessageHandler { get; set; }

    /// <summary>Gets where users sign in.</summary>
    /// <exception cref="ArgumentException">The name or the address cannot be used. The message says why.</exception>
    /// <exception cref="InvalidOperationException">An environment variable cannot be used. The message names it.</exception>
    internal GlobusEnvironment GetEnvironment()
    {
        var environment = string.IsNullOrWhiteSpace(Environment) ? GlobusEnvironment.Current : GlobusEnvironment.Get(Environment.Trim());
        return AuthUrl is null ? environment : new GlobusEnvironment(environment.Name, environment.ServiceUrl, AuthUrl);
    }
}
