using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote.Hosting;

/// <summary>
/// Holds the configuration section of an app: the members of <see cref="ComputeClientSettings"/>, and what else <c>AddGlobusCompute</c> needs. Checked when the
/// app starts.
/// </summary>
public sealed class GlobusComputeOptions : ComputeClientSettings
{
    // Fields, which a binder leaves alone. What is wrong in the section, of which nothing was bound then; and where it is, for messages: empty for a root.
    internal IReadOnlyList<string> Problems = [];
    internal string Path = GlobusComputeDefaults.SectionName;

    /// <summary>Gets or sets which service is called. Default <see cref="ComputeServiceKind.Globus"/>.</summary>
    public ComputeServiceKind Service { get; set; }

    /// <summary>
    /// Gets or sets whether <see cref="ComputeServiceKind.Embedded"/> is allowed outside the Development environment. Default false: starting the app fails
    /// then.
    /// </summary>
    public bool AllowEmbedded { get; set; }

    /// <summary>
    /// Gets or sets the access token of the app's own calls; for user secrets and environment variables, not for files in a repository. Null (the default)
    /// takes the <see cref="IComputeCredential"/> of the app's services, which also precedes it, else the environment variable
    /// <c>GLOBUS_COMPUTE_ACCESS_TOKEN</c>. A change of the configuration is used from the next request on.
    /// </summary>
    public string? AccessToken { get; set; }

    /// <summary>
    /// Gets or sets the path of the journal of the app's own calls, which is made if it does not exist. Null (the default) records nothing. Clients of users
    /// have no journal.
    /// </summary>
    public string? JournalPath { get; set; }

    /// <summary>Gets the executors by name. Names have no case. Default empty.</summary>
    public IDictionary<string, GlobusComputeExecutorOptions> Executors { get; } =
        new Dictionary<string, GlobusComputeExecutorOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets how clients of users are kept. Not null.</summary>
    public GlobusComputeUsersOptions Users { get; set; } = new();

    /// <summary>Returns the service and the names of the executors. The text never contains a token.</summary>
    public override string ToString() =>
        $"{nameof(GlobusComputeOptions)}: {(Service == ComputeServiceKind.Embedded ? "embedded service" : ServiceUrl?.GetLeftPart(UriPartial.Authority))}, "
        + $"executors: {(Executors.Count == 0 ? "none" : string.Join(", ", Executors.Keys))}";
}
