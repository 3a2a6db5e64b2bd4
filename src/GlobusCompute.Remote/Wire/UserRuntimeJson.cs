using System.Buffers;
using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote.Wire;

/// <summary>The <c>user_runtime</c> of every submission, written once: complete and constant (protocol.md §3.6).</summary>
internal sealed class UserRuntimeJson
{
    private const string Machine = "x86_64";
    private const string System = "Linux";

    public UserRuntimeJson(ComputeUserRuntime runtime)
    {
        PythonVersion = runtime.PythonText;
        SdkVersion = runtime.SdkVersion;
        Utf8 = Write(runtime);
    }

    public string PythonVersion { get; }

    public string SdkVersion { get; }

    public ReadOnlyMemory<byte> Utf8 { get; }

    // Templates may use any member and fail on a missing one; what does not matter to them is the same on every machine, so that all of
    // an app's machines share one user-endpoint process.
    private static byte[] Write(ComputeUserRuntime runtime)
    {
        var version = runtime.PythonVersion;
        var description = $"{runtime.PythonText} (main) [GCC]";
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("globus_compute_sdk_version", runtime.SdkVersion);
        writer.WriteString("globus_sdk_version", runtime.GlobusSdkVersion);
        writer.WriteString("python_version", description);
        writer.WriteStartObject("python");
        writer.WriteString("version", runtime.PythonText);
        writer.WriteString("version_description", description);
        WriteVersion(writer, "version_tuple", version, closed: true);
        WriteVersion(writer, "version_info", version, closed: false);
        writer.WriteStringValue("final");
        writer.WriteNumberValue(0);
        writer.WriteEndArray();
        writer.WriteString("implementation", "CPython");
        writer.WriteString("compiler", "GCC");
        writer.WriteEndObject();
        writer.WriteStartObject("platform");
        writer.WriteStartArray("architecture");
        writer.WriteStringValue("64bit");
        writer.WriteStringValue("ELF");
        writer.WriteEndArray();
        writer.WriteString("machine", Machine);
        writer.WriteString("node", "dotnet");
        writer.WriteString("platform", $"{System}-{Machine}");
        writer.WriteString("processor", Machine);
        writer.WriteString("release", "");
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteVersion(Utf8JsonWriter writer, string name, Version version, bool closed)
    {
        writer.WriteStartArray(name);
        writer.WriteNumberValue(version.Major);
        writer.WriteNumberValue(version.Minor);
        writer.WriteNumberValue(Math.Max(version.Build, 0));
        if (closed)
        {
            writer.WriteEndArray();
        }
    }
}
