using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Wire;

[JsonSerializable(typeof(RegisterAnswer))]
[JsonSerializable(typeof(StreamAnswer))]
internal sealed partial class ServiceJsonContext : JsonSerializerContext;
