using System.Text.Json;
using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Wire;

/// <summary>The body that registers a function (protocol.md §3.5). Members that are null are left out.</summary>
internal sealed record RegisterRequest
{
    /// <summary>The Python object to call.</summary>
    public required string FunctionName { get; init; }

    /// <summary>The packed code.</summary>
    public required string FunctionCode { get; init; }

    /// <summary>Where the function was written; filled in when the request is sent.</summary>
    public RegisterMetadata? Meta { get; init; }

    /// <summary>The same, as the older route names it.</summary>
    public RegisterMetadata? Metadata { get; init; }

    /// <summary>The Python object to call, as the older route names it.</summary>
    public string? EntryPoint { get; init; }

    /// <summary>The container it runs in. Takes the older route (§3.4).</summary>
    public Guid? ContainerUuid { get; init; }

    public string? Description { get; init; }

    /// <summary>Whether anybody may run it; null for the service's own default, which is no.</summary>
    public bool? Public { get; init; }

    /// <summary>The Globus group whose members may run it.</summary>
    public Guid? Group { get; init; }

    /// <summary>The one high-assurance endpoint it may run on.</summary>
    public Guid? HaEndpointId { get; init; }

    /// <summary>The strategy of the code; travels in <see cref="Meta"/>.</summary>
    [JsonIgnore]
    public string? SerdeIdentifier { get; init; }

    /// <summary>The body as JSON.</summary>
    public byte[] ToJson(UserRuntimeJson runtime)
    {
        var metadata = new RegisterMetadata(runtime.PythonVersion, runtime.SdkVersion, ContainerUuid is null ? SerdeIdentifier : null);
        return JsonSerializer.SerializeToUtf8Bytes(
            ContainerUuid is null ? this with { Meta = metadata } : this with { Metadata = metadata, EntryPoint = FunctionName },
            WireJson.Default.RegisterRequest);
    }
}
