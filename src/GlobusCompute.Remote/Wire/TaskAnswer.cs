using System.Runtime.InteropServices;
using System.Text.Json;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Wire;

/// <summary>Reads the state of tasks for an app that asks (protocol.md §3.7). The library's own polling reads <see cref="TaskStatusPage"/>.</summary>
internal static class TaskAnswer
{
    public static ComputeTaskInfo Read(JsonElement root, Guid id, ComputeNaming naming)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("It is no object.");
        }

        var status = root.Text("status");
        var state = status is null ? ComputeTaskState.Pending
            : status.Equals("success", StringComparison.OrdinalIgnoreCase) ? ComputeTaskState.Succeeded
            : status.Equals("failed", StringComparison.OrdinalIgnoreCase) ? ComputeTaskState.Failed
            : ComputeTaskState.Pending;
        return new ComputeTaskInfo(
            id,
            state,
            status,
            state == ComputeTaskState.Succeeded ? Bytes(root.Member("result")) ?? [] : null,
            state == ComputeTaskState.Failed ? Failure(root) : null,
            root.Moment("completion_t"),
            Facts(root),
            root.Member("details")?.Id("endpoint_id"),
            naming);
    }

    /// <summary>One for each task that was asked for; one of which the answer says nothing is pending.</summary>
    public static IReadOnlyDictionary<Guid, ComputeTaskInfo> ReadMany(JsonElement root, IReadOnlyList<Guid> ids, ComputeNaming naming)
    {
        if (root.Member("results") is not { ValueKind: JsonValueKind.Object } results)
        {
            throw new JsonException("It has no results.");
        }

        var tasks = ids.Distinct().ToDictionary(
            static id => id, id => new ComputeTaskInfo(id, ComputeTaskState.Pending, null, null, null, null, default, null, naming));
        foreach (var entry in results.EnumerateObject())
        {
            // Ids are compared as such, not as text (protocol.md §9, trap 22).
            if (Guid.TryParse(entry.Name, out var id) && tasks.ContainsKey(id) && entry.Value.ValueKind == JsonValueKind.Object)
            {
                tasks[id] = Read(entry.Value, id, naming);
            }
        }

        return tasks;
    }

    private static string Failure(JsonElement root) =>
        (Bytes(root.Member("exception")) ?? Bytes(root.Member("reason"))) is { } text ? JsonStringText.ToText(text) : "";

    /// <summary>The content of a string as UTF-8, where half of a surrogate pair stays what it is.</summary>
    private static byte[]? Bytes(JsonElement? value)
    {
        if (value is not { ValueKind: JsonValueKind.String } text)
        {
            return null;
        }

        var bytes = JsonMarshal.GetRawUtf8Value(text)[1..^1].ToArray();
        var length = JsonStringText.Unescape(bytes, bytes);
        return length == bytes.Length ? bytes : bytes[..length];
    }

    private static ExecutionFacts Facts(JsonElement root)
    {
        var reader = default(ExecutionFactsReader);
        if (root.Member("details") is { } details)
        {
            var json = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(details), new JsonReaderOptions { MaxDepth = 256 });
            json.Read();
            reader.ReadDetails(ref json);
        }

        return reader.Facts;
    }
}
