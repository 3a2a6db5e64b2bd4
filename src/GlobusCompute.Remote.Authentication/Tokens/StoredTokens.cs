using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Authentication.Tokens;

/// <summary>What is kept of one sign-in.</summary>
internal sealed record StoredTokens
{
    /// <summary>The format that this version writes and reads.</summary>
    public const int CurrentVersion = 1;

    [JsonPropertyName("version")]
    public int Version { get; init; } = CurrentVersion;

    [JsonPropertyName("client_id")]
    public required string ClientId { get; init; }

    /// <summary>The identity, or empty where it is not known.</summary>
    [JsonPropertyName("identity_id")]
    public string IdentityId { get; init; } = "";

    [JsonPropertyName("user_name")]
    public string? UserName { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Changes with each sign-in, and not when tokens are renewed.</summary>
    [JsonPropertyName("sign_in_id")]
    public Guid SignInId { get; init; }

    [JsonPropertyName("access_token")]
    public required string AccessToken { get; init; }

    /// <summary>Null where there is none, or it was refused.</summary>
    [JsonPropertyName("refresh_token")]
    public string? RefreshToken { get; init; }

    [JsonPropertyName("issued_on")]
    public DateTimeOffset IssuedOn { get; init; }

    [JsonPropertyName("expires_on")]
    public DateTimeOffset ExpiresOn { get; init; }

    /// <summary>Tokens of other services that came with it, only to be revoked with it.</summary>
    [JsonPropertyName("other_tokens")]
    public IReadOnlyList<string> OtherTokens { get; init; } = [];

    /// <summary>What the secret that a service got them with makes of the access token; null for a person's.</summary>
    [JsonPropertyName("secret_check")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SecretCheck { get; init; }

    /// <summary>Never the tokens.</summary>
    public override string ToString() => $"tokens of {UserName ?? IdentityId}";
}
