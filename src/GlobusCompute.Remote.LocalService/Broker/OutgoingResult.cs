using System.Buffers;
using System.Text.Json;
using GlobusCompute.Remote.LocalService.Tasks;

namespace GlobusCompute.Remote.LocalService.Broker;

/// <summary>A message on its way to a task group's queue.</summary>
/// <param name="GroupId">The task group.</param>
/// <param name="Body">The message.</param>
/// <param name="CompletedAt">When the task was finished.</param>
/// <param name="IsNotice">Whether it only announces a result that must be requested over REST (protocol.md §5.4).</param>
/// <param name="Task">The task whose result this is; null for messages that are nobody's.</param>
internal sealed record OutgoingResult(Guid GroupId, ReadOnlyMemory<byte> Body, DateTimeOffset CompletedAt, bool IsNotice, LocalTask? Task)
{
    public static OutgoingResult Of(LocalTask task, bool isNotice) =>
        new(task.GroupId, isNotice ? Notice(task.Id) : task.Result!.Bytes, task.CompletedAt, isNotice, task);

    private static byte[] Notice(Guid taskId)
    {
        var buffer = new ArrayBufferWriter<byte>(192);
        buffer.Write([PackedResult.ProtocolVersion]);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("message_type"u8, "result"u8);
            writer.WriteStartObject("data"u8);
            writer.WriteString("task_id"u8, taskId);
            writer.WriteString("data"u8, ""u8);
            writer.WriteNull("details"u8);
            writer.WriteNull("error_details"u8);
            writer.WriteNull("task_statuses"u8);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
