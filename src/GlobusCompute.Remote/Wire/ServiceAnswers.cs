using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Formats;

namespace GlobusCompute.Remote.Wire;

/// <summary>Reads answers to an app's own questions as far as they make sense (protocol.md §9, traps 16 to 18).</summary>
internal static class ServiceAnswers
{
    /// <summary>An object, or just the text of the service's own version.</summary>
    public static ComputeServiceVersion Version(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.String => new ComputeServiceVersion(root.Text(), null, null),
        JsonValueKind.Object => new ComputeServiceVersion(root.Text("api"), root.Text("min_sdk_version"), root.Text("min_ep_version")),
        _ => throw new JsonException("It is neither a version nor an object."),
    };

    public static IReadOnlyList<ComputeEndpoint> Endpoints(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("It is no list.");
        }

        var endpoints = new List<ComputeEndpoint>(root.GetArrayLength());
        foreach (var item in root.EnumerateArray())
        {
            if (item.Id("uuid") is { } id)
            {
                endpoints.Add(new ComputeEndpoint(id, item.Text("name"), item.Text("display_name"), item.Id("owner")));
            }
        }

        return endpoints;
    }

    public static ComputeEndpointMetadata Endpoint(JsonElement root, Guid id)
    {
        RequireObject(root);
        return new ComputeEndpointMetadata
        {
            EndpointId = root.Id("uuid") ?? id,
            Name = root.Text("name"),
            DisplayName = root.Text("display_name"),
            Description = root.Text("description"),
            MultiUser = root.Flag("multi_user"),
            HighAssurance = root.Flag("high_assurance"),
            Public = root.Flag("public"),
            UserConfigTemplate = root.Text("user_config_template"),
            UserConfigSchema = root.Tree("user_config_schema"),
            HostName = root.Text("hostname"),
            LocalUser = root.Text("local_user"),
            IPAddress = root.Text("ip_address"),
            EndpointVersion = root.Text("endpoint_version"),
            SdkVersion = root.Text("sdk_version"),
            PythonVersion = root.Text("python_version"),
            SubscriptionId = root.Id("subscription_uuid"),
            SubscriptionAdminVerified = root.Flag("subscription_admin_verified"),
            Answer = root.Clone(),
        };
    }

    public static ComputeEndpointStatus EndpointStatus(JsonElement root)
    {
        RequireObject(root);
        var details = root.Member("details") ?? default;
        return new ComputeEndpointStatus(
            root.Text("status") ?? "",
            details.Count("total_workers"),
            details.Count("idle_workers"),
            details.Count("pending_tasks"),
            details.Count("outstanding_tasks"),
            details.Count("managers"));
    }

    public static ComputeAllowedFunctions AllowedFunctions(JsonElement root, Guid id)
    {
        RequireObject(root);
        var functions = new HashSet<Guid>();
        foreach (var item in root.Items("functions"))
        {
            if (item.ValueKind == JsonValueKind.String && Guid.TryParse(item.Text(), out var function))
            {
                functions.Add(function);
            }
        }

        // A list with nothing that says whether it restricts, restricts.
        return new ComputeAllowedFunctions(root.Id("endpoint_id") ?? id, root.Flag("restricted") ?? functions.Count > 0, functions);
    }

    public static ComputeFunctionInfo Function(JsonElement root, Guid id)
    {
        RequireObject(root);
        var metadata = root.Member("metadata") ?? default;
        var code = root.Text("function_code");
        return new ComputeFunctionInfo
        {
            FunctionId = root.Id("function_uuid") ?? id,
            Name = root.Text("function_name"),
            Description = root.Text("description"),
            Code = code,
            Source = SourceIn(code),
            PythonVersion = metadata.Text("python_version"),
            SdkVersion = metadata.Text("sdk_version"),
        };
    }

    // One packed buffer of the plain text strategy: name, colon, source.
    private static string? SourceIn(string? code)
    {
        if (code is null)
        {
            return null;
        }

        try
        {
            return PackedBuffers.Unpack(code) is [var buffer] && buffer.StartsWith($"{FunctionCode.Identifier}\n", StringComparison.Ordinal)
                && buffer.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
                ? buffer[(colon + 1)..]
                : null;
        }
        catch (PayloadException)
        {
            // Other clients may have registered anything; it is shown as it is.
            return null;
        }
    }

    private static void RequireObject(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("It is no object.");
        }
    }
}
