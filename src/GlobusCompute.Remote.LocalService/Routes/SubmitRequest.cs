using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace GlobusCompute.Remote.LocalService.Routes;

/// <summary>A submit request as read from its bytes: task strings go straight to UTF-8, the form in which workers get them.</summary>
internal sealed class SubmitRequest
{
    public List<(Guid FunctionId, Guid? EndpointId, byte[] Arguments)> Tasks { get; } = [];

    public Guid? GroupId { get; private set; }

    /// <summary>A JSON array of strings, or null.</summary>
    public byte[]? ResultSerializers { get; private set; }

    /// <summary>Whether the task group shall have a result queue.</summary>
    public bool CreateQueue { get; private set; }

    public IReadOnlyList<string> ResourceKeys { get; private set; } = [];

    /// <summary>Reads <c>{"tasks": {function id: [string]}, ...}</c> (protocol.md §3.6).</summary>
    public static SubmitRequest ReadBatch(RequestBody body) => Guarded(body, isOlderForm: false);

    /// <summary>Reads the older <c>{"tasks": [[function id, endpoint id, string]], ...}</c>.</summary>
    public static SubmitRequest ReadOlderBatch(RequestBody body) => Guarded(body, isOlderForm: true);

    private static SubmitRequest Guarded(RequestBody body, bool isOlderForm)
    {
        var request = new SubmitRequest();
        try
        {
            request.Read(body, isOlderForm);
        }
        catch (JsonException e)
        {
            throw ApiException.Invalid($"The body is not JSON: {e.Message}", "body");
        }
        catch (InvalidOperationException)
        {
            // The reader's word for an escaped unpaired surrogate, which UTF-8 cannot represent.
            throw ApiException.Invalid("A text contains an unpaired surrogate.", "body");
        }

        return request;
    }

    private void Read(RequestBody body, bool isOlderForm)
    {
        var reader = body.Read();
        reader.Read();
        Expect(reader.TokenType, JsonTokenType.StartObject, "an object", "body");
        var hasTasks = false;
        CreateQueue = isOlderForm;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            switch (name)
            {
                case "tasks" when isOlderForm:
                    hasTasks = true;
                    ReadOlderTasks(ref reader);
                    break;
                case "tasks":
                    hasTasks = true;
                    ReadTasks(ref reader);
                    break;
                case "task_group_id" when reader.TokenType != JsonTokenType.Null:
                    GroupId = ReadId(ref reader, "body", name);
                    break;
                case "result_serializers" when reader.TokenType != JsonTokenType.Null:
                    ResultSerializers = ReadSerializers(ref reader);
                    break;
                case "resource_specification" when reader.TokenType != JsonTokenType.Null:
                    ResourceKeys = ReadKeys(ref reader, name);
                    break;
                case "create_queue" when !isOlderForm:
                case "create_websocket_queue" when isOlderForm:
                    CreateQueue = reader.TokenType switch
                    {
                        JsonTokenType.True => true,
                        JsonTokenType.False => false,
                        _ => throw ApiException.Invalid("It must be true or false.", "body", name),
                    };
                    break;
                case "user_endpoint_config" or "user_runtime" when reader.TokenType != JsonTokenType.Null:
                    Expect(reader.TokenType, JsonTokenType.StartObject, "an object", "body", name);
                    reader.Skip();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        // Nothing but the end may follow.
        reader.Read();
        if (!hasTasks)
        {
            throw ApiException.Invalid("This member is required.", "body", "tasks");
        }
    }

    private void ReadTasks(ref Utf8JsonReader reader)
    {
        Expect(reader.TokenType, JsonTokenType.StartObject, "an object", "body", "tasks");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var function = ReadId(ref reader, "body", "tasks");
            reader.Read();
            string[] location = ["body", "tasks", function.ToString()];
            Expect(reader.TokenType, JsonTokenType.StartArray, "a list of strings", location);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                Tasks.Add((function, null, ReadBytes(ref reader, location)));
            }
        }
    }

    private void ReadOlderTasks(ref Utf8JsonReader reader)
    {
        string[] location = ["body", "tasks"];
        Expect(reader.TokenType, JsonTokenType.StartArray, "a list", location);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(reader.TokenType, JsonTokenType.StartArray, "a list of function id, endpoint id and arguments", location);
            reader.Read();
            var function = ReadId(ref reader, location);
            reader.Read();
            var endpoint = ReadId(ref reader, location);
            reader.Read();
            Tasks.Add((function, endpoint, ReadBytes(ref reader, location)));
            reader.Read();
            Expect(reader.TokenType, JsonTokenType.EndArray, "three items long", location);
        }
    }

    private static byte[] ReadBytes(ref Utf8JsonReader reader, string[] location)
    {
        Expect(reader.TokenType, JsonTokenType.String, "a string", location);
        if (!reader.ValueIsEscaped)
        {
            return Utf8.IsValid(reader.ValueSpan) ? reader.ValueSpan.ToArray() : throw ApiException.Invalid("It is not UTF-8 text.", location);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            return buffer[..reader.CopyString(buffer)];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[]? ReadSerializers(ref Utf8JsonReader reader)
    {
        string[] location = ["body", "result_serializers"];
        Expect(reader.TokenType, JsonTokenType.StartArray, "a list of strings", location);
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartArray();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                Expect(reader.TokenType, JsonTokenType.String, "a list of strings", location);
                writer.WriteStringValue(reader.GetString());
            }

            writer.WriteEndArray();
        }

        return json.ToArray();
    }

    private static List<string> ReadKeys(ref Utf8JsonReader reader, string name)
    {
        Expect(reader.TokenType, JsonTokenType.StartObject, "an object", "body", name);
        List<string> keys = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            keys.Add(reader.GetString()!);
            reader.Read();
            reader.Skip();
        }

        return keys;
    }

    private static Guid ReadId(ref Utf8JsonReader reader, params string[] location)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            throw ApiException.Invalid("It must be a UUID.", location);
        }

        var text = reader.GetString();
        return Guid.TryParse(text, out var id) ? id : throw ApiException.Invalid($"'{text}' is not a UUID.", location);
    }

    private static void Expect(JsonTokenType have, JsonTokenType need, string what, params string[] location)
    {
        if (have != need)
        {
            throw ApiException.Invalid($"It must be {what}.", location);
        }
    }
}
