namespace GlobusCompute.Remote.Hosting;

/// <summary>Names that an app and this package share.</summary>
public static class GlobusComputeDefaults
{
    /// <summary>The configuration section that <c>AddGlobusCompute</c> reads: <c>GlobusCompute</c>.</summary>
    public const string SectionName = "GlobusCompute";

    /// <summary>
    /// The name under which the clients get their HTTP handlers from the app's factory: <c>GlobusCompute</c>.
    /// <c>services.AddHttpClient(GlobusComputeDefaults.HttpClientName)</c> configures them.
    /// </summary>
    public const string HttpClientName = "GlobusCompute";

    /// <summary>The name of the executor that an app gets where it names none, unless there is only one: <c>default</c>.</summary>
    public const string ExecutorName = "default";

    /// <summary>The <see cref="System.Diagnostics.Metrics.Meter"/> of this package's instruments: <c>GlobusCompute.Remote.Hosting</c>.</summary>
    public const string MeterName = "GlobusCompute.Remote.Hosting";
}
