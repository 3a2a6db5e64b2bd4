using System.Text.Json;

namespace GlobusCompute.Remote.Models;

/// <summary>What the service knows of an endpoint. A member is null where it said nothing; some things it tells the owner alone.</summary>
public sealed record ComputeEndpointMetadata
{
    /// <summary>The endpoint.</summary>
    public required Guid EndpointId { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>The name shown to people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>What its owner says of it.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it starts processes for several users.</summary>
    public bool? IsMultiUser { get; init; }

    /// <summary>Whether it handles protected data.</summary>
    public bool? IsHighAssurance { get; init; }

    /// <summary>Whether anybody may find it.</summary>
    public bool? IsPublic { get; init; }

    /// <summary>The template into which <see cref="ComputeExecutor.UserEndpointConfig"/> goes.</summary>
    public string? UserConfigTemplate { get; init; }

    /// <summary>The JSON schema that <see cref="ComputeExecutor.UserEndpointConfig"/> must fit.</summary>
    public JsonElement? UserConfigSchema { get; init; }

    /// <summary>The machine it runs on.</summary>
    public string? HostName { get; init; }

    /// <summary>The user it runs as there.</summary>
    public string? LocalUser { get; init; }

    /// <summary>Its address, as the service saw it.</summary>
    public string? IPAddress { get; init; }

    /// <summary>The version of its endpoint software.</summary>
    public string? EndpointVersion { get; init; }

    /// <summary>The version of its Globus Compute SDK.</summary>
    public string? SdkVersion { get; init; }

    /// <summary>Its Python version. That of its workers may be another.</summary>
    public string? PythonVersion { get; init; }

    /// <summary>The subscription it belongs to.</summary>
    public Guid? SubscriptionId { get; init; }

    /// <summary>Whether an administrator of the subscription has verified it.</summary>
    public bool? IsSubscriptionAdminVerified { get; init; }

    /// <summary>All that the service said, also what has no member here.</summary>
    public JsonElement Answer { get; init; }

    /// <summary>Name and id.</summary>
    public override string ToString() => $"{DisplayName ?? Name ?? "endpoint"} ({EndpointId})";
}
