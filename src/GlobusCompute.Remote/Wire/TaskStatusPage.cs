using System.Text.Json;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Wire;

/// <summary>An answer of <c>batch_status</c> (protocol.md §3.7): texts are unescaped in place, so a result is never held twice.</summary>
internal sealed class TaskStatusPage : IDisposable
{
    private readonly PooledBody _body;

    private TaskStatusPage(PooledBody body, List<TaskStatusEntry> tasks)
    {
        _body = body;
        Tasks = tasks;
    }

    public IReadOnlyList<TaskStatusEntry> Tasks { get; }

    /// <param name="body">The answer; the page owns it when this returns.</param>
    /// <exception cref="JsonException">It is not JSON, or not of the known shape.</exception>
    /// <exception cref="InvalidOperationException">A member is of another type than known.</exception>
    public static TaskStatusPage Parse(PooledBody body)
    {
        var tasks = new List<TaskStatusEntry>();
        var memory = body.Memory;
        var reader = new Utf8JsonReader(memory.Span, new JsonReaderOptions { MaxDepth = 256 });
        Expect(ref reader, JsonTokenType.StartObject);
        var found = false;
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            var isResults = reader.ValueTextEquals("results"u8);
            Next(ref reader);
            if (!isResults)
            {
                reader.Skip();
                continue;
            }

            found = true;
            Require(reader.TokenType == JsonTokenType.StartObject, "results is not an object.");
            while (Next(ref reader) == JsonTokenType.PropertyName)
            {
                var known = Guid.TryParse(reader.GetString(), out var id);
                if (Next(ref reader) == JsonTokenType.StartObject && known)
                {
                    tasks.Add(ReadTask(ref reader, id, memory));
                }
                else
                {
                    // One odd entry says nothing of the others; its task stays pending.
                    reader.Skip();
                }
            }
        }

        Require(found, "The answer has no results.");
        return new TaskStatusPage(body, tasks);
    }

    public void Dispose() => _body.Dispose();

    private static TaskStatusEntry ReadTask(ref Utf8JsonReader reader, Guid id, Memory<byte> memory)
    {
        var state = TaskState.Pending;
        ReadOnlyMemory<byte>? result = null;
        ReadOnlyMemory<byte>? exception = null;
        ReadOnlyMemory<byte>? reason = null;
        var isCompleted = false;
        var facts = default(ExecutionFactsReader);
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("status"u8))
            {
                Next(ref reader);
                state = State(ref reader);
            }
            else if (reader.ValueTextEquals("result"u8))
            {
                result = Text(ref reader, memory);
            }
            else if (reader.ValueTextEquals("exception"u8))
            {
                exception = Text(ref reader, memory);
            }
            else if (reader.ValueTextEquals("reason"u8))
            {
                reason = Text(ref reader, memory);
            }
            else if (reader.ValueTextEquals("completion_t"u8))
            {
                isCompleted = Next(ref reader) != JsonTokenType.Null;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("details"u8))
            {
                Next(ref reader);
                facts.ReadDetails(ref reader);
            }
            else
            {
                Next(ref reader);
                reader.Skip();
            }
        }

        if (state == TaskState.Failed && exception is null && reason is not null && !isCompleted)
        {
            // A task that ran has an exception, and an end.
            state = TaskState.Unknown;
        }

        return new TaskStatusEntry(id, state, state == TaskState.Succeeded ? result : exception ?? reason, facts.Facts);
    }

    private static TaskState State(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return TaskState.Pending;
        }

        var word = reader.GetString()!;
        return word.Equals("success", StringComparison.OrdinalIgnoreCase) ? TaskState.Succeeded
            : word.Equals("failed", StringComparison.OrdinalIgnoreCase) ? TaskState.Failed
            : TaskState.Pending;
    }

    private static ReadOnlyMemory<byte>? Text(ref Utf8JsonReader reader, Memory<byte> memory)
    {
        if (Next(ref reader) != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        // The reader is past these bytes and never looks back.
        var slice = memory.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        return reader.ValueIsEscaped ? slice[..JsonStringText.Unescape(slice.Span, slice.Span)] : slice;
    }

    private static JsonTokenType Next(ref Utf8JsonReader reader)
    {
        Require(reader.Read(), "The answer ends early.");
        return reader.TokenType;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type) => Require(Next(ref reader) == type, $"Expected {type}, found {reader.TokenType}.");

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new JsonException(message);
        }
    }
}
