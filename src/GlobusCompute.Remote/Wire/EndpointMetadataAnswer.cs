using System.Text.Json;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Wire;

/// <summary>What the service knows of an endpoint.</summary>
internal sealed record EndpointMetadataAnswer
{
    public Guid? Uuid { get; init; }

    public string? Name { get; init; }

    public string? DisplayName { get; init; }

    public string? Description { get; init; }

    public bool? MultiUser { get; init; }

    public bool? HighAssurance { get; init; }

    public bool? Public { get; init; }

    public string? UserConfigTemplate { get; init; }

    [JsonConverter(typeof(TreeConverter))]
    public JsonElement? UserConfigSchema { get; init; }

    public string? Hostname { get; init; }

    public string? LocalUser { get; init; }

    public string? IpAddress { get; init; }

    public string? EndpointVersion { get; init; }

    public string? SdkVersion { get; init; }

    public string? PythonVersion { get; init; }

    public Guid? SubscriptionUuid { get; init; }

    public bool? SubscriptionAdminVerified { get; init; }

    /// <param name="body">The answer.</param>
    /// <param name="id">The endpoint that was requested.</param>
    /// <exception cref="JsonException">It is not an object.</exception>
    public static ComputeEndpointMetadata Parse(Memory<byte> body, Guid id)
    {
        var endpoint = WireJson.Read(body, WireJson.Default.EndpointMetadataAnswer);
        return new ComputeEndpointMetadata
        {
            EndpointId = endpoint.Uuid ?? id,
            Name = endpoint.Name,
            DisplayName = endpoint.DisplayName,
            Description = endpoint.Description,
            IsMultiUser = endpoint.MultiUser,
            IsHighAssurance = endpoint.HighAssurance,
            IsPublic = endpoint.Public,
            UserConfigTemplate = endpoint.UserConfigTemplate,
            UserConfigSchema = endpoint.UserConfigSchema,
            HostName = endpoint.Hostname,
            LocalUser = endpoint.LocalUser,
            IPAddress = endpoint.IpAddress,
            EndpointVersion = endpoint.EndpointVersion,
            SdkVersion = endpoint.SdkVersion,
            PythonVersion = endpoint.PythonVersion,
            SubscriptionId = endpoint.SubscriptionUuid,
            IsSubscriptionAdminVerified = endpoint.SubscriptionAdminVerified,
            Answer = JsonSerializer.Deserialize(body.Span, WireJson.Default.JsonElement),
        };
    }
}
