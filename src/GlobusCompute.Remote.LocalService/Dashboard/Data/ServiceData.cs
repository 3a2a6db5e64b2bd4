using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace GlobusCompute.Remote.LocalService.Dashboard.Data;

/// <summary>What the page shows above each view: the service and how many tasks are in which state.</summary>
internal sealed class ServiceData(DashboardSources sources)
{
    private static readonly string s_version =
        typeof(ServiceData).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    private readonly RateMeter _rate = new(sources.Time);
    private readonly DateTimeOffset _startedAt = sources.Time.GetUtcNow();

    public void Write(Utf8JsonWriter writer)
    {
        var (waiting, running) = sources.Pool.Observe();
        var (succeeded, failed, _) = sources.Tasks.History.Read();
        var rate = _rate.Update(succeeded + failed);
        writer.WriteStartObject("service"u8);
        writer.WriteString("version"u8, s_version);
        writer.WriteString("endpoint"u8, sources.EndpointId);
        writer.WriteString("uptime"u8, DisplayText.Of((TimeSpan?)(sources.Time.GetUtcNow() - _startedAt)));
        writer.WriteString("waiting"u8, DisplayText.Of(waiting));
        writer.WriteString("running"u8, DisplayText.Of(running.Count));
        writer.WriteString("succeeded"u8, DisplayText.Of(succeeded));
        writer.WriteString("failed"u8, DisplayText.Of(failed));
        writer.WriteNumber("finishedCount"u8, succeeded + failed);
        writer.WriteString("rate"u8, rate is { } value ? value.ToString("#,0.0", CultureInfo.InvariantCulture) : "–");
        writer.WriteString("workers"u8, $"{DisplayText.Of(running.Count)} of {DisplayText.Of(sources.Pool.MaxWorkers)}");
        var stream = sources.Stream?.Describe();
        writer.WriteString("results"u8, stream is null ? "polling" : stream.IsConnected ? "broker connected" : "broker unreachable");
        writer.WriteBoolean("resultsAreOk"u8, stream?.IsConnected ?? true);
        writer.WriteNumber("faults"u8, sources.Faults.Plan?.Rules.Count ?? 0);
        writer.WriteEndObject();
    }
}
