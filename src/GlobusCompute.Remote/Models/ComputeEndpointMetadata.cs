using System.Text.Json;

namespace GlobusCompute.Remote.Models;

/// <summary>
/// Represents the service's metadata of an endpoint. A member is null if the service returned no value; it returns some values only to the owner.
/// </summary>
public sealed record ComputeEndpointMetadata
{
    /// <summary>Gets or sets the endpoint.</summary>
    public required Guid EndpointId { get; init; }

    /// <summary>Gets or sets its name.</summary>
    public string? Name { get; init; }

    /// <summary>Gets or sets the name shown to people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Gets or sets the description by its owner.</summary>
    public string? Description { get; init; }

    /// <summary>Gets or sets whether it starts processes for several users.</summary>
    public bool? IsMultiUser { get; init; }

    /// <summary>Gets or sets whether it handles protected data.</summary>
    public bool? IsHighAssurance { get; init; }

    /// <summary>Gets or sets whether anybody may find it.</summary>
    public bool? IsPublic { get; init; }

    /// <summary>Gets or sets the template into which <see cref="ComputeExecutor.UserEndpointConfig"/> goes.</summary>
    public string? UserConfigTemplate { get; init; }

    /// <summary>Gets or sets the JSON schema that <see cref="ComputeExecutor.UserEndpointConfig"/> must fit.</summary>
    public JsonElement? UserConfigSchema { get; init; }

    /// <summary>Gets or sets the machine it runs on.</summary>
    public string? HostName { get; init; }

    /// <summary>Gets or sets the user it runs as there.</summary>
    public string? LocalUser { get; init; }

    /// <summary>Gets or sets its address, as seen by the service.</summary>
    public string? IPAddress { get; init; }

    /// <summary>Gets or sets the version of its endpoint software.</summary>
    public string? EndpointVersion { get; init; }

    /// <summary>Gets or sets the version of its Globus Compute SDK.</summary>
    public string? SdkVersion { get; init; }

    /// <summary>Gets or sets its Python version. Its workers may have another one.</summary>
    public string? PythonVersion { get; init; }

    /// <summary>Gets or sets the subscription it belongs to.</summary>
    public Guid? SubscriptionId { get; init; }

    /// <summary>Gets or sets whether an administrator of the subscription has verified it.</summary>
    public bool? IsSubscriptionAdminVerified { get; init; }

    /// <summary>Gets or sets the whole answer of the service, including members without a property here.</summary>
    public JsonElement Answer { get; init; }

    /// <summary>Returns the name and the id.</summary>
    public override string ToString() => $"{DisplayName ?? Name ?? "endpoint"} ({EndpointId})";
}
