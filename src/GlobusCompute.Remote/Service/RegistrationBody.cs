using System.Buffers;
using System.Text.Json;
using GlobusCompute.Remote.Functions;

namespace GlobusCompute.Remote.Service;

/// <summary>The body that registers a function (protocol.md §3.5).</summary>
internal static class RegistrationBody
{
    public static byte[] Write(FunctionDefinition function, UserRuntimeJson runtime)
    {
        var buffer = new ArrayBufferWriter<byte>(function.CodeBytes + 256);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("function_name"u8, function.Name);
        writer.WriteString("function_code"u8, function.Code);
        writer.WriteStartObject("meta"u8);
        writer.WriteString("python_version"u8, runtime.PythonVersion);
        writer.WriteString("sdk_version"u8, runtime.SdkVersion);
        writer.WriteString("serde_identifier"u8, FunctionCode.Identifier);
        writer.WriteEndObject();
        var options = function.Registration;
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
