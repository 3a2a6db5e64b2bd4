using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.AspNetCore.Requests;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SessionParameters))]
internal sealed partial class SessionParametersJson : JsonSerializerContext;
