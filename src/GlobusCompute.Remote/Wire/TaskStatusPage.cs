using System.Text.Json;

namespace GlobusCompute.Remote.Wire;

/// <summary>An answer of <c>batch_status</c> (protocol.md §3.7). Results stay where they were received, so none is held twice.</summary>
internal sealed class TaskStatusPage : IDisposable
{
    private readonly IDisposable _body;

    private TaskStatusPage(IDisposable body, IReadOnlyList<TaskStatusEntry> tasks)
    {
        _body = body;
        Tasks = tasks;
    }

    public IReadOnlyList<TaskStatusEntry> Tasks { get; }

    /// <param name="body">The answer; the page owns it when this returns.</param>
    /// <param name="capacity">The number of requested tasks.</param>
    /// <exception cref="JsonException">It is not JSON, or not of the known shape.</exception>
    public static TaskStatusPage Parse(PooledBody body, int capacity = 0) => new(body, Parse(body.Memory, capacity));

    /// <exception cref="JsonException">It is not JSON, or not of the known shape.</exception>
    public static IReadOnlyList<TaskStatusEntry> Parse(Memory<byte> answer, int capacity = 0)
    {
        var tasks = new List<TaskStatusEntry>(capacity);
        var reader = new Utf8JsonReader(answer.Span, WireReading.ReaderOptions);
        Require(Next(ref reader) == JsonTokenType.StartObject, "It is not an object.");
        var found = false;
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            var isResults = reader.Is("results"u8);
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
                var id = reader.Id();
                if (Next(ref reader) == JsonTokenType.StartObject && id is { } known)
                {
                    tasks.Add(new TaskStatusEntry(known, ref reader, answer));
                }
                else
                {
                    // One odd entry says nothing of the others; its task stays pending.
                    reader.Skip();
                }
            }
        }

        Require(found, "The answer has no results.");
        return tasks;
    }

    public void Dispose() => _body.Dispose();

    /// <summary>Reads the next token, which must be there.</summary>
    /// <exception cref="JsonException">It is not.</exception>
    internal static JsonTokenType Next(ref Utf8JsonReader reader)
    {
        Require(reader.Read(), "The answer ends early.");
        return reader.TokenType;
    }

    internal static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new JsonException(message);
        }
    }
}
