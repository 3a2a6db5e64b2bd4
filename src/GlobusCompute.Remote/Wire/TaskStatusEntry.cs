using System.Text.Json;

namespace GlobusCompute.Remote.Wire;

/// <summary>What an answer says of a task (protocol.md §3.7). Its parts are of the answer's memory and go with it.</summary>
internal readonly struct TaskStatusEntry
{
    private readonly Memory<byte> _answer;
    private readonly Segment _word;
    private readonly Segment _text;
    private readonly Segment _completedAt;
    private readonly Segment _details;

    /// <summary>Reads an entry at whose start the reader stands, to its end.</summary>
    /// <exception cref="JsonException">It is cut short, or not JSON.</exception>
    public TaskStatusEntry(Guid taskId, ref Utf8JsonReader reader, Memory<byte> answer)
    {
        TaskId = taskId;
        _answer = answer;
        var (result, exception, reason) = (default(Segment), default(Segment), default(Segment));
        var isCompleted = false;
        while (TaskStatusPage.Next(ref reader) == JsonTokenType.PropertyName)
        {
            if (reader.Is("status"u8))
            {
                TaskStatusPage.Next(ref reader);
                State = StateOf(ref reader);
                _word = Segment.Text(ref reader);
            }
            else if (reader.Is("result"u8))
            {
                TaskStatusPage.Next(ref reader);
                result = Segment.Text(ref reader);
            }
            else if (reader.Is("exception"u8))
            {
                TaskStatusPage.Next(ref reader);
                exception = Segment.Text(ref reader);
            }
            else if (reader.Is("reason"u8))
            {
                TaskStatusPage.Next(ref reader);
                reason = Segment.Text(ref reader);
            }
            else if (reader.Is("completion_t"u8))
            {
                isCompleted = TaskStatusPage.Next(ref reader) != JsonTokenType.Null;
                _completedAt = Segment.Value(ref reader);
            }
            else if (reader.Is("details"u8))
            {
                TaskStatusPage.Next(ref reader);
                _details = Segment.Value(ref reader);
            }
            else
            {
                TaskStatusPage.Next(ref reader);
                reader.Skip();
            }
        }

        if (State == TaskState.Failed && !exception.Exists && reason.Exists && !isCompleted)
        {
            // A task that ran has an exception, and an end.
            State = TaskState.Unknown;
        }

        _text = State == TaskState.Succeeded ? result : exception.Exists ? exception : reason;
    }

    public Guid TaskId { get; }

    /// <summary>Words other than success and failed, also unknown ones, mean pending.</summary>
    public TaskState State { get; }

    /// <summary>The service's own word for the state, or null when it said none.</summary>
    public JsonText? Word => _word.In(_answer);

    /// <summary>The serialized result, or the failure's text; null when the answer has none.</summary>
    public JsonText? Text => _text.In(_answer);

    /// <summary>When the task ended, by the service's clock; null when it did not say so.</summary>
    public DateTimeOffset? CompletedAt =>
        _completedAt.Exists ? JsonSerializer.Deserialize(Json(_completedAt).Span, WireJson.Default.NullableDateTimeOffset) : null;

    /// <summary>What it says beside (protocol.md §8.4), as JSON; empty when it says nothing.</summary>
    public ReadOnlyMemory<byte> Details => Json(_details);

    /// <summary>Where the task ran, or null when the answer does not say so.</summary>
    public Guid? EndpointId =>
        Json(_details) is { IsEmpty: false } details && details.Span[0] == (byte)'{'
            ? WireJson.Read(details, WireJson.Default.TaskDetailsAnswer).EndpointId
            : null;

    /// <summary>Reads an answer about one task.</summary>
    /// <exception cref="JsonException">It is not JSON, or not an object.</exception>
    public static TaskStatusEntry Parse(Memory<byte> answer, Guid taskId)
    {
        var reader = new Utf8JsonReader(answer.Span, WireReading.ReaderOptions);
        TaskStatusPage.Require(TaskStatusPage.Next(ref reader) == JsonTokenType.StartObject, "It is not an object.");
        return new TaskStatusEntry(taskId, ref reader, answer);
    }

    private Memory<byte> Json(Segment segment) => segment.Exists ? _answer.Slice(segment.Start, segment.Length) : default;

    private static TaskState StateOf(ref Utf8JsonReader reader) =>
        reader.IsIgnoringCase("success"u8) ? TaskState.Succeeded
        : reader.IsIgnoringCase("failed"u8) ? TaskState.Failed
        : TaskState.Pending;

    /// <summary>A part of an answer. A struct of numbers, since pages hold many.</summary>
    private readonly record struct Segment(int Start, int Length, bool HasEscapes)
    {
        // No value is at an answer's first byte.
        public bool Exists => Start > 0;

        /// <summary>The content of a string; nothing for anything else.</summary>
        public static Segment Text(ref Utf8JsonReader reader)
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                reader.Skip();
                return default;
            }

            return new Segment((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, reader.ValueIsEscaped);
        }

        /// <summary>A value as JSON.</summary>
        public static Segment Value(ref Utf8JsonReader reader)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            return new Segment(start, (int)reader.BytesConsumed - start, HasEscapes: false);
        }

        public JsonText? In(Memory<byte> answer) => Exists ? new JsonText(answer.Slice(Start, Length), HasEscapes) : null;
    }
}
