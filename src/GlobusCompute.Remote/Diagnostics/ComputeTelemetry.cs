namespace GlobusCompute.Remote.Diagnostics;

/// <summary>
/// Names by which telemetry is enabled: <c>AddSource(ComputeTelemetry.SourceName)</c> and <c>AddMeter(ComputeTelemetry.MeterName)</c> of OpenTelemetry.
/// Spans and measurements carry ids, sizes and times; never arguments, results or tokens. Nothing is made while nobody listens.
/// </summary>
public static class ComputeTelemetry
{
    /// <summary>The <see cref="System.Diagnostics.ActivitySource"/> of the spans: <c>GlobusCompute.Remote</c>.</summary>
    public const string SourceName = "GlobusCompute.Remote";

    /// <summary>The <see cref="System.Diagnostics.Metrics.Meter"/> of the instruments: <c>GlobusCompute.Remote</c>.</summary>
    public const string MeterName = "GlobusCompute.Remote";
}
