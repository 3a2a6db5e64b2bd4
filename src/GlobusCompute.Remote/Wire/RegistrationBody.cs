using System.Buffers;
using System.Text.Json;
using GlobusCompute.Remote.Functions;

namespace GlobusCompute.Remote.Wire;

/// <summary>The body that registers a function (protocol.md §3.5), and the route it goes to: the older one for a function with a container (§3.4).</summary>
internal static class RegistrationBody
{
    public static string PathOf(FunctionDefinition function) => function.Registration.ContainerId is null ? "v3/functions" : "v2/functions";

    public static byte[] Write(FunctionDefinition function, UserRuntimeJson runtime)
    {
        var buffer = new ArrayBufferWriter<byte>(function.CodeBytes + 256);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("function_name"u8, function.Name);
        writer.WriteString("function_code"u8, function.Code);
        var options = function.Registration;
        var container = options.ContainerId;
        writer.WriteStartObject(container is null ? "meta"u8 : "metadata"u8);
        writer.WriteString("python_version"u8, runtime.PythonVersion);
        writer.WriteString("sdk_version"u8, runtime.SdkVersion);
        if (container is null)
        {
            writer.WriteString("serde_identifier"u8, FunctionCode.Identifier);
        }

        writer.WriteEndObject();
        if (container is { } id)
        {
            writer.WriteString("entry_point"u8, function.Name);
            writer.WriteString("container_uuid"u8, id);
        }

        if (options.Description is { } description)
        {
            writer.WriteString("description"u8, description);
        }

        if (options.IsPublic)
        {
            writer.WriteBoolean("public"u8, true);
        }

        if (options.Group is { } group)
        {
            writer.WriteString("group"u8, group);
        }

        if (options.HighAssuranceEndpointId is { } endpoint)
        {
            writer.WriteString("ha_endpoint_id"u8, endpoint);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
