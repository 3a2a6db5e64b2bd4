using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Authentication.Tokens;

[JsonSerializable(typeof(StoredTokens))]
internal sealed partial class StoredTokensJson : JsonSerializerContext;
