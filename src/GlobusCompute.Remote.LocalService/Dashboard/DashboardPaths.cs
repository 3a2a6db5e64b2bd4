namespace GlobusCompute.Remote.LocalService.Dashboard;

/// <summary>The paths of the dashboard: the root, and what is below its own folder.</summary>
internal static class DashboardPaths
{
    /// <summary>Where all but the page itself is.</summary>
    public const string Below = "/dashboard";

    /// <summary>Begins and ends sessions.</summary>
    public const string Session = Below + "/session";

    /// <summary>What the paths of data begin with.</summary>
    public const string Data = Below + "/data/";

    /// <summary>Whether a request is one for the dashboard rather than for Compute.</summary>
    public static bool Contains(string path) => path is "" or "/" or Below || path.StartsWith(Below + "/", StringComparison.Ordinal);
}
