using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.AspNetCore.SignIn;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SessionParameters))]
internal sealed partial class SessionParametersJson : JsonSerializerContext;
