using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>Any value as Python has it, from JSON and from pickles. Written as what it stands for, where JSON has that.</summary>
internal sealed class PythonValueShape : Shape<PythonValue?>
{
    public override void WriteTo(JsonBuffer output, PythonValue? value)
    {
        if (value is null)
        {
            output.Null();
        }
        else
        {
            PythonJson.Write(output, value, new PythonReading(output.Options, PayloadBudget.Unrelated()));
        }
    }

    public override PythonValue? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) => Read(ref reader, new Gathering());

    public override PythonValue? FromPython(PythonValue value, PythonReading reading) => value;

    private static PythonValue Read(ref Utf8JsonReader reader, Gathering gathering)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return PythonConstant.Nothing;
            case JsonTokenType.True:
                return PythonConstant.True;
            case JsonTokenType.False:
                return PythonConstant.False;
            case JsonTokenType.Number:
                PayloadBudget.ChargeJson(40);
                return !ReadJson.IsInteger(ref reader) ? new PythonFloat(BuiltInShapes.Double.ReadFrom(ref reader, null!))
                    : reader.TryGetInt64(out var small) ? PythonInteger.Of(small)
                    : PythonInteger.Of(BigIntegerShape.Read(ref reader));
            case JsonTokenType.String:
                PayloadBudget.ChargeJson(64 + (2L * reader.ValueSpan.Length));
                return TolerantJson.TryGetNonFinite(ref reader, out var value) ? new PythonFloat(value) : new PythonString(ReadJson.Text(ref reader));
            case JsonTokenType.StartArray:
                return ReadList(ref reader, gathering);
            default:
                return ReadMapping(ref reader, gathering);
        }
    }

    private static PythonSequence ReadList(ref Utf8JsonReader reader, Gathering gathering)
    {
        var from = gathering.Items.Count;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            gathering.Items.Add(Read(ref reader, gathering));
        }

        var count = gathering.Items.Count - from;
        PayloadBudget.ChargeJson(104 + (8L * count));
        var items = count == 0 ? [] : gathering.Items.GetRange(from, count);
        gathering.Items.RemoveRange(from, count);
        return new PythonSequence(PythonKind.List, "list", items);
    }

    private static PythonMapping ReadMapping(ref Utf8JsonReader reader, Gathering gathering)
    {
        var from = gathering.Entries.Count;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            PayloadBudget.ChargeJson(64 + (2L * reader.ValueSpan.Length));
            var key = new PythonString(ReadJson.Text(ref reader));
            reader.Read();
            gathering.Entries.Add(new(key, Read(ref reader, gathering)));
        }

        var count = gathering.Entries.Count - from;
        PayloadBudget.ChargeJson(128 + (16L * count));
        var entries = count == 0 ? [] : gathering.Entries.GetRange(from, count);
        gathering.Entries.RemoveRange(from, count);
        return new PythonMapping("dict", entries);
    }

    /// <summary>Items and entries of containers that are not at their end, so that each gets a list of its own length.</summary>
    private sealed class Gathering
    {
        public List<PythonValue> Items { get; } = [];

        public List<KeyValuePair<PythonValue, PythonValue>> Entries { get; } = [];
    }
}
