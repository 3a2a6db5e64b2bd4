using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.LocalService.Routes;

[JsonSerializable(typeof(JsonObject))]
internal sealed partial class PartialAnswerJson : JsonSerializerContext;
