using System.Buffers.Binary;
using System.Text.Json;
using GlobusCompute.Remote.LocalService.Tasks;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>What goes between the service and a worker; the counterpart of <c>gcompute_worker/loop.py</c>.</summary>
internal static class WorkerFrames
{
    public const byte Ready = (byte)'R';
    public const byte Started = (byte)'S';
    public const byte Done = (byte)'D';
    public const byte Returned = (byte)'B';
    public const byte Ending = (byte)'E';
    public const int ReceivedHeaderLength = 5;

    private const byte Configure = (byte)'C';
    private const byte RunTask = (byte)'T';
    private const byte TakeBack = (byte)'U';
    private const int SentHeaderLength = 9;
    private const int UuidLength = 36;

    private static ReadOnlySpan<byte> BeforeId => "{\"task_id\":\""u8;

    private static ReadOnlySpan<byte> BeforeSerializers => "\",\"result_serializers\":"u8;

    private static ReadOnlySpan<byte> End => "}"u8;

    public static void WriteConfiguration(Stream output, WorkerConfiguration configuration, int number)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("root"u8, configuration.Root);
            writer.WriteString("folder"u8, Path.Combine(configuration.Root, $"worker-{number}"));
            writer.WriteString("endpoint_id"u8, configuration.EndpointId);
            writer.WriteBoolean("sandbox"u8, configuration.Sandbox);
            writer.WriteNumber("result_size_limit"u8, configuration.MaxResultSize);
            if (configuration.AllowedSerializers is { } allowed)
            {
                writer.WriteStartArray("allowed_serializers"u8);
                foreach (var path in allowed)
                {
                    writer.WriteStringValue(path);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        WriteHeader(output, Configure, (int)json.Length, 0);
        json.WriteTo(output);
    }

    public static void WriteTask(Stream output, LocalTask task)
    {
        Span<byte> id = stackalloc byte[UuidLength];
        task.Id.TryFormat(id, out _);
        var serializers = task.Batch.ResultSerializers is { } given ? given.AsSpan() : "null"u8;
        var header = BeforeId.Length + UuidLength + BeforeSerializers.Length + serializers.Length + End.Length;
        WriteHeader(output, RunTask, header, task.Code.Length + task.Arguments.Length);
        output.Write(BeforeId);
        output.Write(id);
        output.Write(BeforeSerializers);
        output.Write(serializers);
        output.Write(End);
        output.Write(task.Code.Span);
        output.Write(task.Arguments.Span);
    }

    public static void WriteTakeBack(Stream output) => WriteHeader(output, TakeBack, 0, 0);

    private static void WriteHeader(Stream output, byte kind, int header, int body)
    {
        Span<byte> span = stackalloc byte[SentHeaderLength];
        span[0] = kind;
        BinaryPrimitives.WriteInt32BigEndian(span[1..], header);
        BinaryPrimitives.WriteInt32BigEndian(span[5..], body);
        output.Write(span);
    }
}
