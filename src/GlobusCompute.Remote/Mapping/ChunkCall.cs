using System.Buffers;
using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Formats;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Mapping;

/// <summary>A call of the wrapper that <see cref="MapWrapper"/> appends: its result is one text, which contains the outcome of each item.</summary>
internal sealed class ChunkCall<T>(
    CallTarget target, FunctionDefinition function, PackedArguments arguments, PayloadRules rules, bool allowNull, int count)
    : ValueCall<MapOutcome<T>[]>(target, function, arguments, rules, allowNull)
{
    // As the worker reports what a function raised (protocol.md §4.9).
    private const string Code = "RemoteExecutionError";

    private static ReadOnlySpan<byte> JsonHeader => "11\n"u8;

    private static ReadOnlySpan<byte> ErrorHeader => "!!\n"u8;

    /// <summary>What filters see of it; null where there are none.</summary>
    public ComputeCallContext? Context { get; init; }

    /// <summary>Reads the outcomes of the items of one task.</summary>
    public static MapOutcome<T>[] Read(
        ReadOnlySpan<byte> payload, PayloadRules rules, bool allowNull, int count, ComputeTaskHandle handle, SourceFrames? frames)
    {
        var pooled = ArrayPool<byte>.Shared.Rent(payload.Length);
        try
        {
            // The worker's JSON of a text needs only its escapes resolved; whatever else it may be goes the way of all results.
            var text = TryUnescape(payload, pooled, out var length)
                ? pooled.AsSpan(0, length)
                : Encoding.UTF8.GetBytes(ResultReader.Read<string>(payload, rules, allowNull: false));
            return ReadItems(text, rules, allowNull, count, handle, frames);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pooled);
        }
    }

    protected override void Accepted(Guid taskId) => Context?.Observer?.Accepted(Context, taskId);

    protected override ArrivedOutcome Arrived(ArrivedOutcome outcome) =>
        Context is { Observer: { } observer } context ? observer.Arrived(context, outcome) : outcome;

    protected override MapOutcome<T>[] ReadValue(ReadOnlySpan<byte> payload, PayloadRules rules, bool allowNull)
    {
        var outcomes = Read(payload, rules, allowNull, count, Handle, Function.Frames);
        Context?.KeepPayload?.Invoke(payload.ToArray());
        return outcomes;
    }

    private static bool TryUnescape(ReadOnlySpan<byte> payload, Span<byte> destination, out int length)
    {
        length = 0;
        if (!payload.StartsWith(JsonHeader))
        {
            return false;
        }

        var reader = new Utf8JsonReader(payload[JsonHeader.Length..]);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.String)
            {
                return false;
            }

            length = JsonStringText.Unescape(reader.ValueSpan, destination);
            return !reader.Read();
        }
        catch (JsonException)
        {
            // The general way says what is wrong with it.
            return false;
        }
    }

    private static MapOutcome<T>[] ReadItems(
        ReadOnlySpan<byte> text, PayloadRules rules, bool allowNull, int count, ComputeTaskHandle handle, SourceFrames? frames)
    {
        var outcomes = new MapOutcome<T>[count];
        var read = 0;
        while (PackedBuffers.TryTakeNext(ref text, out var item))
        {
            if (read < count)
            {
                outcomes[read] = ReadItem(item, rules, allowNull, handle, frames);
            }

            read++;
        }

        return read == count
            ? outcomes
            : throw new PayloadException($"The task gave {read} results for {count} items.");
    }

    private static MapOutcome<T> ReadItem(ReadOnlySpan<byte> item, PayloadRules rules, bool allowNull, ComputeTaskHandle handle, SourceFrames? frames)
    {
        if (item.StartsWith(ErrorHeader))
        {
            var traceback = JsonStringText.ToText(item[ErrorHeader.Length..]);
            return new(default!, new TaskExecutionFailedException(handle, traceback, Code, userMessage: null, source: frames));
        }

        try
        {
            return new(ResultReader.Read<T>(item, rules, allowNull), null);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever a converter of the app throws ends this item and no other.
            return new(default!, ResultDeserializationException.Create(handle, typeof(T), item, e));
        }
    }
}
