using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Chaos.Client;

/// <summary>A result that takes as long to read as it says itself.</summary>
[JsonConverter(typeof(SlowConverter))]
internal sealed record SlowValue(long Number, long Proof);
