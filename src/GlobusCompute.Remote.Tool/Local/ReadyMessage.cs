using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Tool.Local;

/// <summary>What a client must know of the service.</summary>
/// <param name="Url">The base address.</param>
/// <param name="Token">The bearer token.</param>
/// <param name="EndpointId">The id of the only endpoint.</param>
/// <param name="Amqp">The broker that results come over; null without one.</param>
internal sealed record ReadyMessage(
    [property: JsonPropertyName("url")] Uri Url,
    [property: JsonPropertyName("token")] string Token,
    [property: JsonPropertyName("endpoint_id")] Guid EndpointId,
    [property: JsonPropertyName("amqp")] Uri? Amqp)
{
    // Programs and shells read the line, no browser: a token's + stays a +.
    private static readonly JsonSerializerOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What has named the token to this program, in place of which people are shown it; null if they do not know it yet.</summary>
    [JsonIgnore]
    public string? TokenSource { get; init; }

    /// <summary>A link that opens the dashboard once.</summary>
    [JsonPropertyName("dashboard")]
    public required Uri Dashboard { get; init; }

    /// <summary>The service's Globus Auth; null without one.</summary>
    [JsonPropertyName("auth"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReadyAuth? Auth { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, s_options);

    public IEnumerable<string> ToLines() =>
    [
        $"Service   {Url}",
        $"Token     {(TokenSource is null ? Token : $"that of {TokenSource}")}",
        $"Endpoint  {EndpointId}",
        $"Results   {(Amqp is null ? "by polling, no broker" : $"over {Amqp.Scheme}://{Amqp.Authority}{Amqp.AbsolutePath}")}",
        .. Auth?.ToLines() ?? [],
        $"Dashboard {Dashboard}",
        "Press Ctrl-C to stop.",
    ];
}
