using System.Text.Json;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Credentials;

namespace GlobusCompute.Remote.AspNetCore.Requests;

/// <summary>What a sign-in must satisfy, under the names that Globus has for it.</summary>
internal sealed record SessionParameters
{
    [JsonPropertyName("session_message")]
    public string? Message { get; init; }

    [JsonPropertyName("session_required_identities")]
    public IReadOnlyList<string>? Identities { get; init; }

    [JsonPropertyName("session_required_policies")]
    public IReadOnlyList<string>? Policies { get; init; }

    [JsonPropertyName("session_required_single_domain")]
    public IReadOnlyList<string>? Domains { get; init; }

    [JsonPropertyName("session_required_mfa")]
    public bool? Mfa { get; init; }

    [JsonPropertyName("required_scopes")]
    public IReadOnlyList<string>? Scopes { get; init; }

    [JsonPropertyName("prompt")]
    public string? Prompt { get; init; }

    public static SessionParameters Of(AuthorizationParameters parameters) => new()
    {
        Message = parameters.Message,
        Identities = ListOf(parameters.RequiredIdentities),
        Policies = ListOf(parameters.RequiredPolicies),
        Domains = ListOf(parameters.RequiredDomains),
        Mfa = parameters.RequiresMfa,
        Scopes = ListOf(parameters.RequiredScopes),
        Prompt = parameters.Prompt,
    };

    public static SessionParameters? Read(string? json) =>
        json is null ? null : JsonSerializer.Deserialize(json, SessionParametersJson.Default.SessionParameters);

    public string Write() => JsonSerializer.Serialize(this, SessionParametersJson.Default.SessionParameters);

    /// <summary>Whether anything in particular is required.</summary>
    [JsonIgnore]
    public bool IsAny => this != new SessionParameters { Message = Message };

    private static IReadOnlyList<string>? ListOf(IReadOnlyList<string> values) => values.Count == 0 ? null : values;
}
