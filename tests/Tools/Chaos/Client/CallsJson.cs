using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Chaos.Client;

/// <summary>The metadata of the app's own type.</summary>
[JsonSerializable(typeof(SlowValue))]
internal sealed partial class CallsJson : JsonSerializerContext;
