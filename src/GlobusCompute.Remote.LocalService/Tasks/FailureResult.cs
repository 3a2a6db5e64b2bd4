using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GlobusCompute.Remote.LocalService.Tasks;

/// <summary>Makes the Result message of a task that failed without its worker's word (protocol.md §4.9).</summary>
internal static class FailureResult
{
    private static readonly string s_before = new('+', 68);
    private static readonly string s_after = new('-', 68);
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of a task that its engine lost, in the frame that an endpoint draws around such texts.</summary>
    public static PackedResult Lost(Guid taskId, string error, DateTimeOffset? started, DateTimeOffset now) =>
        Make(taskId, $"{s_before}\nTraceback from attempt: final attempt\n{error}\n{s_after}\n", started, now);

    /// <summary>Whether a failure's text is one of <see cref="Lost"/>.</summary>
    public static bool IsFramed(string text) => text.StartsWith(s_before, StringComparison.Ordinal);

    public static PackedResult Refused(Guid taskId, string error, DateTimeOffset now) => Make(taskId, error, null, now);

    private static PackedResult Make(Guid taskId, string text, DateTimeOffset? started, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        buffer.Write([PackedResult.ProtocolVersion]);
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            writer.WriteStartObject();
            writer.WriteString("message_type"u8, "result"u8);
            writer.WriteStartObject("data"u8);
            writer.WriteString("task_id"u8, taskId);
            writer.WriteString("data"u8, text);
            writer.WriteNull("details"u8);
            writer.WriteStartObject("error_details"u8);
            writer.WriteString("code"u8, "RemoteExecutionError"u8);
            writer.WriteString("user_message"u8, "An error occurred during the execution of this task"u8);
            writer.WriteEndObject();
            writer.WriteStartArray("task_statuses"u8);
            if (started is { } time)
            {
                WriteTransition(writer, "execution-start", time);
            }

            WriteTransition(writer, "execution-end", now);
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return PackedResult.Parse(buffer.WrittenSpan.ToArray());
    }

    private static void WriteTransition(Utf8JsonWriter writer, string state, DateTimeOffset time)
    {
        writer.WriteStartObject();
        writer.WriteNumber("timestamp"u8, (time - DateTimeOffset.UnixEpoch).Ticks * 100);
        writer.WriteString("state"u8, state);
        writer.WriteString("actor"u8, "interchange"u8);
        writer.WriteEndObject();
    }
}
