using System.Text.Json;

namespace GlobusCompute.Remote.LocalService.Tasks;

/// <summary>
/// A packed result message (protocol.md §5.3), kept as the bytes of the worker so that it can be passed on unchanged, with the places of the members that the
/// REST answers quote.
/// </summary>
internal sealed class PackedResult
{
    public const byte ProtocolVersion = 1;

    private readonly Range _data;
    private readonly Range _details;

    private PackedResult(byte[] bytes, Range data, Range details, bool isError, IReadOnlyList<(string State, long Nanoseconds)> transitions)
    {
        Bytes = bytes;
        _data = data;
        _details = details;
        IsError = isError;
        Transitions = transitions;
    }

    public byte[] Bytes { get; }

    public bool IsError { get; }

    /// <summary>The JSON string that holds the result or the error text, quotes included.</summary>
    public ReadOnlySpan<byte> Data => Bytes.AsSpan(_data);

    /// <summary>The JSON object that describes the worker; empty if the failure did not come from one.</summary>
    public ReadOnlySpan<byte> Details => Bytes.AsSpan(_details);

    public IReadOnlyList<(string State, long Nanoseconds)> Transitions { get; }

    /// <exception cref="JsonException">The bytes are not a result message.</exception>
    public static PackedResult Parse(byte[] bytes)
    {
        if (bytes.Length == 0 || bytes[0] != ProtocolVersion)
        {
            throw new JsonException("The message does not begin with protocol version 1.");
        }

        var reader = new Utf8JsonReader(bytes.AsSpan(1));
        var parser = new Parser();
        parser.Read(ref reader);
        return new PackedResult(bytes, parser.Data, parser.Details, parser.IsError, parser.Transitions);
    }

    private ref struct Parser
    {
        public Range Data;
        public Range Details;
        public bool IsError;
        public List<(string State, long Nanoseconds)> Transitions = [];

        public Parser()
        {
            Data = default;
            Details = default;
            IsError = false;
        }

        public void Read(ref Utf8JsonReader reader)
        {
            var found = false;
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isBody = reader.ValueTextEquals("data"u8);
                reader.Read();
                if (isBody && reader.TokenType == JsonTokenType.StartObject)
                {
                    found = true;
                    ReadBody(ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }

            if (!found || Data.Equals(default))
            {
                throw new JsonException("The message holds no result.");
            }
        }

        private void ReadBody(ref Utf8JsonReader reader)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("data"u8))
                {
                    Data = ReadValue(ref reader);
                }
                else if (reader.ValueTextEquals("details"u8))
                {
                    Details = ReadValue(ref reader);
                    if (reader.TokenType == JsonTokenType.Null)
                    {
                        Details = default;
                    }
                }
                else if (reader.ValueTextEquals("error_details"u8))
                {
                    reader.Read();
                    IsError = reader.TokenType != JsonTokenType.Null;
                    reader.Skip();
                }
                else if (reader.ValueTextEquals("task_statuses"u8))
                {
                    reader.Read();
                    ReadTransitions(ref reader);
                }
                else
                {
                    reader.Read();
                    reader.Skip();
                }
            }
        }

        private static Range ReadValue(ref Utf8JsonReader reader)
        {
            reader.Read();
            var start = (int)reader.TokenStartIndex + 1;
            reader.Skip();
            return start..((int)reader.BytesConsumed + 1);
        }

        private readonly void ReadTransitions(ref Utf8JsonReader reader)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                return;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                var (state, timestamp) = ("", 0L);
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var name = reader.GetString();
                    reader.Read();
                    switch (name)
                    {
                        case "state":
                            state = reader.ValueTextEquals("execution-start"u8) ? "execution-start"
                                : reader.ValueTextEquals("execution-end"u8) ? "execution-end"
                                : reader.GetString()!;
                            break;
                        case "timestamp":
                            timestamp = reader.GetInt64();
                            break;
                        default:
                            reader.Skip();
                            break;
                    }
                }

                Transitions.Add((state, timestamp));
            }
        }
    }
}
