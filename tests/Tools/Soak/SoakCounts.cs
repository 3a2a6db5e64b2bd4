using System.Text.Json;
using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Soak;

/// <summary>What one process has done.</summary>
/// <param name="Tasks">Python calls that gave the right result.</param>
/// <param name="LongTasks">Those of them that took longer than a token lives.</param>
/// <param name="Requests">Other requests that succeeded.</param>
/// <param name="Failures">Calls and requests that failed.</param>
/// <param name="Warnings">Warnings and errors in the log.</param>
internal sealed record SoakCounts(int Tasks, int LongTasks, int Requests, int Failures, int Warnings)
{
    public string ToJson() => JsonSerializer.Serialize(this, SoakJson.Default.SoakCounts);

    public static SoakCounts Parse(string json) => JsonSerializer.Deserialize(json, SoakJson.Default.SoakCounts)!;

    public static SoakCounts operator +(SoakCounts one, SoakCounts other) => new(
        one.Tasks + other.Tasks,
        one.LongTasks + other.LongTasks,
        one.Requests + other.Requests,
        one.Failures + other.Failures,
        one.Warnings + other.Warnings);
}

[JsonSerializable(typeof(SoakCounts))]
internal sealed partial class SoakJson : JsonSerializerContext;
