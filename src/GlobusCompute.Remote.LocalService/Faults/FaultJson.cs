using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.LocalService.Faults;

[JsonSerializable(typeof(JsonObject))]
internal sealed partial class FaultJson : JsonSerializerContext;
