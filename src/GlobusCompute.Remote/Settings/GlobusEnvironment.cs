namespace GlobusCompute.Remote.Settings;

/// <summary>
/// Names an environment of Globus, and where its Compute service and Globus Auth are. Immutable. TLS is always verified; plain http is accepted for this
/// machine only.
/// </summary>
public sealed class GlobusEnvironment
{
    /// <summary>The environment variable that names the environment, as for Python's SDK: <c>GLOBUS_SDK_ENVIRONMENT</c>.</summary>
    public const string NameVariable = "GLOBUS_SDK_ENVIRONMENT";

    /// <summary>The environment variable with another address of Globus Auth, as for Python's SDK: <c>GLOBUS_SDK_SERVICE_URL_AUTH</c>.</summary>
    public const string AuthUrlVariable = "GLOBUS_SDK_SERVICE_URL_AUTH";

    // Those but for production and preview are internal to Globus.
    private static readonly string[] s_internal = ["sandbox", "test", "integration", "staging"];

    /// <summary>Initializes an environment with addresses of its own.</summary>
    /// <param name="name">The name, under which tokens are stored: letters, digits, hyphens, dots and underscores.</param>
    /// <param name="serviceUrl">The base address of the Compute service.</param>
    /// <param name="authUrl">The base address of Globus Auth; null where there is none, so that nobody can sign in.</param>
    /// <exception cref="ArgumentException">The name is empty or contains other characters, or an address is not https, or http of this machine.</exception>
    public GlobusEnvironment(string name, Uri serviceUrl, Uri? authUrl)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_'))
            {
                throw new ArgumentException("The name of an environment consists of letters, digits, hyphens, dots and underscores.", nameof(name));
            }
        }

        Name = name;
        ServiceUrl = Checked(serviceUrl, nameof(serviceUrl));
        AuthUrl = authUrl is null ? null : Checked(authUrl, nameof(authUrl));
    }

    /// <summary>Gets the environment that everybody uses.</summary>
    public static GlobusEnvironment Production { get; } =
        new("production", new Uri("https://compute.api.globus.org/"), new Uri("https://auth.globus.org/"));

    /// <summary>Gets the environment that shows what comes next.</summary>
    public static GlobusEnvironment Preview { get; } =
        new("preview", new Uri("https://compute.api.preview.globus.org/"), new Uri("https://auth.preview.globus.org/"));

    /// <summary>Gets the service on port 5000 of this machine, as <c>gcompute local --port 5000</c> runs it. No Globus Auth belongs to it by default.</summary>
    public static GlobusEnvironment Local { get; } = new("local", new Uri("http://localhost:5000/"), null);

    /// <summary>
    /// Gets the environment that the variable <see cref="NameVariable"/> names, with the address of Globus Auth in <see cref="AuthUrlVariable"/> where that is
    /// set. <see cref="Production"/> where neither is set.
    /// </summary>
    /// <exception cref="InvalidOperationException">A variable holds something else. The message names it.</exception>
    public static GlobusEnvironment Current => Read(Environment.GetEnvironmentVariable);

    /// <summary>Gets the name.</summary>
    public string Name { get; }

    /// <summary>Gets the base address of the Compute service, for <see cref="ComputeClientSettings.ServiceUrl"/>; it ends with a slash.</summary>
    public Uri ServiceUrl { get; }

    /// <summary>Gets the base address of Globus Auth, which ends with a slash; null where there is none.</summary>
    public Uri? AuthUrl { get; }

    /// <summary>Gets an environment by its name.</summary>
    /// <param name="name">
    /// <c>production</c>, <c>preview</c>, <c>sandbox</c>, <c>test</c>, <c>integration</c>, <c>staging</c>, <c>dev</c> or <c>local</c>.
    /// </param>
    /// <exception cref="ArgumentException">There is no environment with this name.</exception>
    public static GlobusEnvironment Get(string name) =>
        Find(name) ?? throw new ArgumentException(
            $"'{name}' is not the name of an environment: production, preview, sandbox, test, integration, staging, dev or local.", nameof(name));

    /// <summary>Returns the name.</summary>
    public override string ToString() => Name;

    /// <summary>Reads what <see cref="Current"/> reads.</summary>
    internal static GlobusEnvironment Read(Func<string, string?> variable)
    {
        var name = variable(NameVariable);
        var environment = string.IsNullOrWhiteSpace(name) ? Production : Find(name.Trim())
            ?? throw new InvalidOperationException(
                $"{NameVariable} is '{name}', which is not the name of an environment: "
                + "production, preview, sandbox, test, integration, staging, dev or local.");
        if (variable(AuthUrlVariable) is not { Length: > 0 } auth)
        {
            return environment;
        }

        try
        {
            return new GlobusEnvironment(environment.Name, environment.ServiceUrl, new Uri(auth.Trim()));
        }
        catch (Exception e) when (e is UriFormatException or ArgumentException)
        {
            throw new InvalidOperationException($"{AuthUrlVariable} must be an absolute https address, or http of this machine.", e);
        }
    }

    private static GlobusEnvironment? Find(string name) => name switch
    {
        "production" => Production,
        "preview" => Preview,
        "local" => Local,
        // Globus Auth has no environment of this name.
        "dev" => new GlobusEnvironment("dev", new Uri("https://api.dev.funcx.org/"), null),
        _ when Array.IndexOf(s_internal, name) >= 0 => new GlobusEnvironment(
            name, new Uri($"https://compute.api.{name}.globuscs.info/"), new Uri($"https://auth.{name}.globuscs.info/")),
        _ => null,
    };

    private static Uri Checked(Uri url, string name)
    {
        ArgumentNullException.ThrowIfNull(url, name);
        var isGood = url.IsAbsoluteUri && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
        if (!isGood)
        {
            throw new ArgumentException("The address must be absolute, https (or http of this machine), and without user, query and fragment.", name);
        }

        return url.AbsolutePath.EndsWith('/') ? url : new Uri(url.AbsoluteUri + "/");
    }
}
