using GlobusCompute.Remote.Settings;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Authentication;

/// <summary>
/// Sets how a credential reaches Globus Auth and where it keeps tokens. Copied when a credential is made; a later change has no effect on it.
/// </summary>
public class GlobusCredentialOptions
{
    /// <summary>The profile that is used where none is named: <c>default</c>.</summary>
    public const string DefaultProfile = "default";

    /// <summary>Initializes options with the defaults.</summary>
    public GlobusCredentialOptions()
    {
    }

    /// <summary>Initializes options with a copy of others.</summary>
    /// <param name="other">The others.</param>
    /// <exception cref="ArgumentNullException"><paramref name="other"/> is null.</exception>
    public GlobusCredentialOptions(GlobusCredentialOptions other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Environment = other.Environment;
        Profile = other.Profile;
        TokenStore = other.TokenStore;
        HttpMessageHandler = other.HttpMessageHandler;
        RequestTimeout = other.RequestTimeout;
        LoggerFactory = other.LoggerFactory;
        TimeProvider = other.TimeProvider;
    }

    /// <summary>
    /// Gets or sets the environment whose Globus Auth issues the tokens. Default <see cref="GlobusEnvironment.Current"/>; not null. It must be the one of the
    /// service that is called.
    /// </summary>
    public GlobusEnvironment Environment { get; set; } = GlobusEnvironment.Current;

    /// <summary>
    /// Gets or sets the profile under which tokens are stored, so that several identities can be signed in beside each other: letters, digits, hyphens, dots
    /// and underscores, 64 at most. Default <see cref="DefaultProfile"/>.
    /// </summary>
    public string Profile { get; set; } = DefaultProfile;

    /// <summary>Gets or sets where tokens are stored. Default <see cref="GlobusTokenStore.Default"/>; not null.</summary>
    public GlobusTokenStore TokenStore { get; set; } = GlobusTokenStore.Default;

    /// <summary>
    /// Gets or sets the handler that sends requests to Globus Auth, such as one of <see cref="ComputeClientOptions.CreateHttpMessageHandler"/> for a proxy. It
    /// stays the app's. It should neither follow redirects nor log bodies. Null (the default) uses one that all credentials share.
    /// </summary>
    public HttpMessageHandler? HttpMessageHandler { get; set; }

    /// <summary>Gets or sets how long a request to Globus Auth may take. Default 60 seconds; more than zero, at most one hour.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Gets or sets where the credential logs. Null (the default) logs nothing. Tokens, secrets and codes are never logged.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Gets or sets the clock. Default <see cref="TimeProvider.System"/>; not null.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <exception cref="ArgumentException">An option is out of its range. The message names it.</exception>
    internal virtual void Validate()
    {
        Require(Environment is not null, nameof(Environment), "set");
        Require(TokenStore is not null, nameof(TokenStore), "set");
        Require(TimeProvider is not null, nameof(TimeProvider), "set");
        Require(IsName(Profile), nameof(Profile), "1 to 64 letters, digits, hyphens, dots and underscores");
        Require(RequestTimeout > TimeSpan.Zero && RequestTimeout <= TimeSpan.FromHours(1), nameof(RequestTimeout), "more than zero and at most one hour");
        if (Environment!.AuthUrl is null)
        {
            throw new ArgumentException(
                $"The environment '{Environment.Name}' has no Globus Auth; {GlobusEnvironment.AuthUrlVariable} can name one.", nameof(Environment));
        }
    }

    /// <summary>Whether a text can be a part of a file's name, everywhere.</summary>
    internal static bool IsName(string? text) =>
        text is { Length: > 0 and <= 64 } && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');

    private protected static void Require(bool isGood, string name, string rule)
    {
        if (!isGood)
        {
            throw new ArgumentException($"{name} must be {rule}.", name);
        }
    }
}
