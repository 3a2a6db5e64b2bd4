using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace GlobusCompute.Remote.Wire;

/// <summary>
/// The JSON of all requests and answers but the two whose bytes are kept as they are: arguments, and results in <see cref="TaskStatusPage"/>.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = int.MaxValue,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(IdConverter),
        typeof(TextConverter),
        typeof(FlagConverter),
        typeof(CountConverter),
        typeof(MomentConverter),
    ])]
[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(TaskIdsRequest))]
[JsonSerializable(typeof(RegisterAnswer))]
[JsonSerializable(typeof(SubmitAnswer))]
[JsonSerializable(typeof(StreamAnswer))]
[JsonSerializable(typeof(TaskGroupAnswer))]
[JsonSerializable(typeof(TaskDetailsAnswer))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(DateTimeOffset?))]
[JsonSerializable(typeof(VersionAnswer))]
[JsonSerializable(typeof(EndpointsAnswer))]
[JsonSerializable(typeof(EndpointAnswer))]
[JsonSerializable(typeof(EndpointMetadataAnswer))]
[JsonSerializable(typeof(EndpointStatusAnswer))]
[JsonSerializable(typeof(EndpointLockAnswer))]
[JsonSerializable(typeof(AllowedFunctionsAnswer))]
[JsonSerializable(typeof(FunctionAnswer))]
internal sealed partial class WireJson : JsonSerializerContext
{
    private static readonly MediaTypeHeaderValue s_mediaType = new("application/json");

    /// <summary>Makes the body of a request.</summary>
    public static ByteArrayContent Content<T>(T request, JsonTypeInfo<T> type) => Content(JsonSerializer.SerializeToUtf8Bytes(request, type));

    /// <summary>Makes the body of a request from its JSON.</summary>
    public static ByteArrayContent Content(byte[] json) => new(json) { Headers = { ContentType = s_mediaType } };

    /// <summary>Reads an answer.</summary>
    /// <exception cref="JsonException">It is not JSON, or not of the type's kind.</exception>
    public static T Read<T>(Memory<byte> body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, type) ?? throw new JsonException("It is null.");
        }
        catch (JsonException) when (TextRepair.Repair(body.Span))
        {
            // A name that is no text, of whatever member: it spoils only itself.
            return JsonSerializer.Deserialize(body.Span, type) ?? throw new JsonException("It is null.");
        }
    }
}
