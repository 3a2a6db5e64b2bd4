using System.Text.Json;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>What the echo service reads of a submit request (protocol.md §3.6).</summary>
internal readonly record struct SubmitBody(string? TaskGroupId, bool CreateQueue, IReadOnlyList<(string FunctionId, int Count)> Functions)
{
    public static SubmitBody Parse(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        var (group, queue, functions) = ((string?)null, false, new List<(string, int)>(1));
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("tasks"u8))
            {
                reader.Read();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var function = reader.GetString()!;
                    var count = -1;
                    reader.Read();
                    do
                    {
                        count++;
                    }
                    while (reader.Read() && reader.TokenType == JsonTokenType.String);
                    functions.Add((function, count));
                }
            }
            else if (reader.ValueTextEquals("task_group_id"u8))
            {
                reader.Read();
                group = reader.GetString();
            }
            else if (reader.ValueTextEquals("create_queue"u8))
            {
                reader.Read();
                queue = reader.GetBoolean();
            }
            else
            {
                reader.Skip();
            }
        }

        return new SubmitBody(group, queue, functions);
    }
}
