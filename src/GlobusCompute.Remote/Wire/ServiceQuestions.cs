using System.Buffers;
using System.Text.Json;

namespace GlobusCompute.Remote.Wire;

/// <summary>The requests that an app makes by itself (protocol.md §3.4).</summary>
internal static class ServiceQuestions
{
    public static ServiceQuestion<ComputeServiceVersion> Version { get; } = new(HttpMethod.Get, "v2/version?service=all", ServiceAnswers.Version);

    public static ServiceQuestion<IReadOnlyList<ComputeEndpoint>> Endpoints(ComputeEndpointRole role) =>
        new(HttpMethod.Get, role == ComputeEndpointRole.Any ? "v2/endpoints?role=any" : "v2/endpoints", ServiceAnswers.Endpoints);

    public static ServiceQuestion<ComputeEndpointMetadata> Endpoint(Guid id) => new(HttpMethod.Get, $"v2/endpoints/{id:D}", root => ServiceAnswers.Endpoint(root, id));

    public static ServiceQuestion<ComputeEndpointStatus> EndpointStatus(Guid id) => new(HttpMethod.Get, $"v2/endpoints/{id:D}/status", ServiceAnswers.EndpointStatus);

    public static ServiceQuestion<bool> DeleteEndpoint(Guid id) => new(HttpMethod.Delete, $"v2/endpoints/{id:D}", static _ => true) { Changes = true };

    public static ServiceQuestion<ComputeEndpointLock> StopEndpoint(Guid id) =>
        new(HttpMethod.Post, $"v3/endpoints/{id:D}/lock", root => new ComputeEndpointLock(id, root.Moment("lock_expiration_timestamp"))) { Changes = true };

    public static ServiceQuestion<ComputeAllowedFunctions> AllowedFunctions(Guid id) =>
        new(HttpMethod.Get, $"v3/endpoints/{id:D}/allowed_functions", root => ServiceAnswers.AllowedFunctions(root, id));

    public static ServiceQuestion<ComputeFunctionInfo> Function(Guid id) => new(HttpMethod.Get, $"v2/functions/{id:D}", root => ServiceAnswers.Function(root, id));

    public static ServiceQuestion<bool> DeleteFunction(Guid id) => new(HttpMethod.Delete, $"v2/functions/{id:D}", static _ => true) { Changes = true };

    public static ServiceQuestion<ComputeTaskInfo> Task(Guid id, ComputeNaming naming) =>
        new(HttpMethod.Get, $"v2/tasks/{id:D}", root => TaskAnswer.Read(root, id, naming));

    public static ServiceQuestion<IReadOnlyDictionary<Guid, ComputeTaskInfo>> Tasks(IReadOnlyList<Guid> ids, ComputeNaming naming) =>
        new(HttpMethod.Post, "v2/batch_status", root => TaskAnswer.ReadMany(root, ids, naming), TaskIds(ids));

    /// <summary>The body that asks for tasks.</summary>
    public static byte[] TaskIds(IReadOnlyList<Guid> ids)
    {
        var buffer = new ArrayBufferWriter<byte>((ids.Count * 39) + 16);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteStartArray("task_ids"u8);
        foreach (var id in ids)
        {
            writer.WriteStringValue(id);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
