namespace GlobusCompute.Remote.Authentication;

/// <summary>Sets how a person signs in, beside what <see cref="GlobusCredentialOptions"/> sets.</summary>
public sealed class GlobusInteractiveCredentialOptions : GlobusCredentialOptions
{
    /// <summary>Initializes options with the defaults.</summary>
    public GlobusInteractiveCredentialOptions()
    {
    }

    /// <summary>Initializes options with a copy of others.</summary>
    /// <param name="other">The others. Of other <see cref="GlobusInteractiveCredentialOptions"/>, everything is copied.</param>
    /// <exception cref="ArgumentNullException"><paramref name="other"/> is null.</exception>
    public GlobusInteractiveCredentialOptions(GlobusCredentialOptions other)
        : base(other)
    {
        if (other is GlobusInteractiveCredentialOptions options)
        {
            ClientId = options.ClientId;
            SignInTimeout = options.SignInTimeout;
            Method = options.Method;
            AppName = options.AppName;
            OpenBrowser = options.OpenBrowser;
            ReadCode = options.ReadCode;
        }
    }

    /// <summary>
    /// Gets or sets the id of a native app that is registered with Globus. Null (the default) takes that in <c>GLOBUS_COMPUTE_CLIENT_ID</c> if no
    /// <c>GLOBUS_COMPUTE_CLIENT_SECRET</c> is set, and else that of Python's SDK.
    /// </summary>
    public string? ClientId { get; set; }

    /// <summary>
    /// Gets or sets how long a person has for a sign-in. It is canceled then, with the address in the message. Default 5 minutes; more than zero, at most one
    /// day.
    /// </summary>
    public TimeSpan SignInTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets how a person signs in. Default <see cref="GlobusSignInMethod.Automatic"/>.</summary>
    public GlobusSignInMethod Method { get; set; }

    /// <summary>
    /// Gets or sets the name under which the person finds the consent later at Globus. Null (the default) names the program and this machine.
    /// </summary>
    public string? AppName { get; set; }

    /// <summary>
    /// Gets or sets what opens an address in a browser; the task completes when it is opened. Null (the default) opens the system's browser.
    /// </summary>
    public Func<Uri, CancellationToken, Task>? OpenBrowser { get; set; }

    /// <summary>
    /// Gets or sets what shows an address to the person and reads the code that its page shows; null if the person gave none. Null (the default) uses the
    /// terminal.
    /// </summary>
    public Func<Uri, CancellationToken, Task<string?>>? ReadCode { get; set; }

    internal override void Validate()
    {
        base.Validate();
        Require(ClientId is null || IsName(ClientId), nameof(ClientId), "the UUID of an app that is registered with Globus");
        Require(SignInTimeout > TimeSpan.Zero && SignInTimeout <= TimeSpan.FromDays(1), nameof(SignInTimeout), "more than zero and at most one day");
        Require(Enum.IsDefined(Method), nameof(Method), "a defined value");
    }
}
