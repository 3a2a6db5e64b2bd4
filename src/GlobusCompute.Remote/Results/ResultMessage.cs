using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Results;

/// <summary>What a result message says (protocol.md §5.3). The spans are parts of the message.</summary>
internal readonly ref struct ResultMessage
{
    private const byte Version = 1;
    private const int MaxDepth = 5000; // Only skipped over, without recursion.

    public Guid TaskId { get; private init; }

    /// <summary>The serialized result, or the failure's text, as it stands in the JSON string.</summary>
    public ReadOnlySpan<byte> Text { get; private init; }

    /// <summary>Whether <see cref="Text"/> holds escapes.</summary>
    public bool IsEscaped { get; private init; }

    public bool IsFailure { get; private init; }

    public string? Code { get; private init; }

    public string? UserMessage { get; private init; }

    public ExecutionFacts Facts { get; private init; }

    /// <summary>Reads only which task a message is about: a notice need hold nothing else (protocol.md §5.4).</summary>
    /// <exception cref="FormatException">It does not say.</exception>
    public static Guid ParseTaskId(ReadOnlySpan<byte> message)
    {
        try
        {
            var json = WithoutMark(message[Math.Min(1, message.Length)..]);
            Require(Utf8.IsValid(json), "it is not UTF-8.");
            var text = TolerantJson.TryRewrite(json, out var rewritten, out var length) ? rewritten.AsMemory(0, length) : json.ToArray();
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return ParseId(document.RootElement.GetProperty("data"u8).GetProperty("task_id"u8).GetString() ?? "");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"The message names no task: {e.Message}", e);
        }
    }

    /// <summary>Reads a message. What the library does not use is skipped, whatever it is.</summary>
    /// <exception cref="FormatException">It is no result message.</exception>
    public static ResultMessage Parse(ReadOnlySpan<byte> message)
    {
        if (message.IsEmpty || message[0] != Version)
        {
            throw new FormatException(message.IsEmpty ? "The message is empty." : $"The message has protocol version {message[0]}.");
        }

        var json = WithoutMark(message[1..]);
        try
        {
            Require(Utf8.IsValid(json), "it is not UTF-8.");

            // Details may hold Python's bare NaN. The array is not given back to its pool: the frame refers to it.
            return ParseEnvelope(TolerantJson.TryRewrite(json, out var rewritten, out var length) ? rewritten.AsSpan(0, length) : json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"The message is not a result: {e.Message}", e);
        }
    }

    private static ResultMessage ParseEnvelope(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        Require(reader.Read() && reader.TokenType == JsonTokenType.StartObject, "it is not an object.");
        var frame = default(ResultMessage);
        var isResult = false;
        var hasData = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("message_type"u8))
            {
                reader.Read();
                isResult = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("result"u8);
                Require(isResult, "it is of another type.");
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                frame = ParseData(ref reader, json);
                hasData = true;
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        Require(isResult, "it has no message_type.");
        Require(hasData, "it has no data.");
        Require(!reader.Read(), "something follows it.");
        return frame;
    }

    private static ResultMessage ParseData(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        Require(reader.TokenType == JsonTokenType.StartObject, "its data is not an object.");
        Guid? taskId = null;
        ReadOnlySpan<byte> text = default;
        var hasText = false;
        var isEscaped = false;
        var isFailure = false;
        string? code = null;
        string? userMessage = null;
        var facts = default(ExecutionFactsReader);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("task_id"u8))
            {
                reader.Read();
                Require(reader.TokenType == JsonTokenType.String, "its task_id is not a string.");
                taskId = ParseId(ref reader);
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                Require(reader.TokenType == JsonTokenType.String, "its payload is not a string.");
                text = json.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
                isEscaped = reader.ValueIsEscaped;
                hasText = true;
            }
            else if (reader.ValueTextEquals("error_details"u8))
            {
                reader.Read();
                isFailure = reader.TokenType != JsonTokenType.Null;
                (code, userMessage) = isFailure ? ParseErrorDetails(ref reader) : (null, null);
            }
            else if (reader.ValueTextEquals("details"u8))
            {
                reader.Read();
                facts.ReadDetails(ref reader);
            }
            else if (reader.ValueTextEquals("task_statuses"u8))
            {
                reader.Read();
                facts.ReadStatuses(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        Require(taskId is not null, "it has no task_id.");
        Require(hasText, "it has no payload.");
        return new ResultMessage
        {
            TaskId = taskId!.Value,
            Text = text,
            IsEscaped = isEscaped,
            IsFailure = isFailure,
            Code = code,
            UserMessage = userMessage,
            Facts = facts.Facts,
        };
    }

    private static (string? Code, string? UserMessage) ParseErrorDetails(ref Utf8JsonReader reader)
    {
        // Anything but null means failure; what cannot be read of it must not hide that.
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return (null, null);
        }

        string? code = null;
        string? userMessage = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isCode = reader.ValueTextEquals("code"u8);
            var isMessage = reader.ValueTextEquals("user_message"u8);
            reader.Read();
            if ((isCode || isMessage) && reader.TokenType == JsonTokenType.String)
            {
                var text = Text(ref reader);
                code = isCode ? text : code;
                userMessage = isMessage ? text : userMessage;
            }
            else
            {
                reader.Skip();
            }
        }

        return (code, userMessage);

        static string Text(ref Utf8JsonReader reader)
        {
            var buffer = reader.ValueSpan.ToArray();
            return JsonStringText.ToText(buffer.AsSpan(0, JsonStringText.Unescape(buffer, buffer)));
        }
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> json) => json.StartsWith("\uFEFF"u8) ? json[3..] : json;

    // As the service writes it, without a text of its own.
    private static Guid ParseId(ref Utf8JsonReader reader)
    {
        const int Length = 36;
        return !reader.ValueIsEscaped && reader.ValueSpan.Length == Length
            && Utf8Parser.TryParse(reader.ValueSpan, out Guid id, out var read, 'D') && read == Length
            ? id
            : ParseId(reader.GetString()!);
    }

    // In each spelling that Python's uuid.UUID reads, in results and in notices alike.
    private static Guid ParseId(string text)
    {
        const string Urn = "urn:uuid:";
        if (text.Length == 0 || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]))
        {
            throw new FormatException("The message's task_id is not a UUID.");
        }

        var id = text.StartsWith(Urn, StringComparison.OrdinalIgnoreCase) ? text[Urn.Length..] : text;
        return Guid.TryParseExact(id, "D", out var parsed) || Guid.TryParseExact(id, "N", out parsed) || Guid.TryParseExact(id, "B", out parsed)
            ? parsed
            : throw new FormatException("The message's task_id is not a UUID.");
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new JsonException(message);
        }
    }
}
