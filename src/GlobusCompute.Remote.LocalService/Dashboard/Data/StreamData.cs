using System.Text.Json;
using GlobusCompute.Remote.LocalService.Broker;

namespace GlobusCompute.Remote.LocalService.Dashboard.Data;

/// <summary>The message broker and the queues of task groups.</summary>
internal static class StreamData
{
    private const int MaxQueues = 20;

    public static async Task WriteAsync(Utf8JsonWriter writer, ResultStream? stream, CancellationToken cancellationToken)
    {
        if (stream is null)
        {
            writer.WriteNull("broker"u8);
            return;
        }

        var queues = await stream.MeasureQueuesAsync(MaxQueues, cancellationToken).ConfigureAwait(false);
        var state = stream.Describe();
        writer.WriteStartObject("broker"u8);
        writer.WriteString("name"u8, state.Broker);
        writer.WriteString("state"u8, state.IsConnected ? "connected" : "unreachable");
        writer.WriteString("confirmed"u8, DisplayText.Of(state.Confirmed));
        writer.WriteString("waiting"u8, DisplayText.Of(state.Waiting));
        writer.WriteString("queueCount"u8, DisplayText.Of(state.QueueCount));
        writer.WriteString("leftOut"u8, state.QueueCount > queues.Count ? DisplayText.Of(state.QueueCount - queues.Count) : null);
        writer.WriteStartArray("queues"u8);
        foreach (var queue in queues)
        {
            writer.WriteStartObject();
            writer.WriteString("group"u8, queue.GroupId);
            writer.WriteString("name"u8, queue.Name);
            writer.WriteString("state"u8, StateOf(queue, state));
            writer.WriteString("messages"u8, queue.Messages is { } messages ? DisplayText.Of(messages) : null);
            writer.WriteString("consumers"u8, queue.Consumers is { } consumers ? DisplayText.Of(consumers) : null);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string StateOf(QueueSnapshot queue, StreamSnapshot stream) =>
        !queue.IsCreated ? "waits for the broker"
        : queue.Messages is not null ? "open"
        : stream.IsConnected ? "deleted"
        : "unknown";
}
