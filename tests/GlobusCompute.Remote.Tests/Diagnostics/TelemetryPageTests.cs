using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.RegularExpressions;
using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.Tests.Diagnostics;

/// <summary>The page on telemetry lists what the code has, and nothing else.</summary>
public sealed partial class TelemetryPageTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(TestPaths.Root, "docs", "telemetry.md")).ReplaceLineEndings("\n");

    [Fact]
    public void Every_instrument_is_listed_with_its_kind_unit_and_meaning() =>
        Assert.Equal(
            Instruments().Select(static instrument => (instrument.Name, Kind(instrument), instrument.Unit ?? "", instrument.Description ?? "")).Order(),
            InstrumentRow().Matches(s_page).Select(static match => (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value, match.Groups[4].Value)).Order());

    [Fact]
    public void Every_attribute_is_listed() =>
        Assert.Equal(
            typeof(TelemetryTags).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal),
            AttributeRow().Matches(s_page).Select(static match => match.Groups[1].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void The_source_and_the_meter_are_named()
    {
        Assert.Contains($"`{ComputeTelemetry.SourceName}`", s_page);
        Assert.Equal(ComputeTelemetry.SourceName, ComputeTelemetry.MeterName);
        Assert.All(["submit", "queue", "run", "deliver"], static name => Assert.Contains($"| `{name} {{function}}` |", s_page));
    }

    private static IEnumerable<Instrument> Instruments() =>
        typeof(ComputeMeters).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => field.GetValue(null)).OfType<Instrument>();

    private static string Kind(Instrument instrument) => instrument.GetType().Name.Split('`')[0];

    [GeneratedRegex(@"^\| `(globus_compute\.client\.[\w.]+)` \| (\w+) \| `([^`]+)` \| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex InstrumentRow();

    [GeneratedRegex(@"^\| `((?:globus_compute\.(?!client\.)|error\.|network\.|rpc\.|server\.|messaging\.)[\w.]+)` \|", RegexOptions.Multiline)]
    private static partial Regex AttributeRow();
}
