using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>Any value as Python has it, from JSON and from pickles; written as the type that it has.</summary>
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
            PythonJson.Write(output, value, new PythonReading(output.Options, PayloadBudget.Unrelated()) { IsForPython = true });
        }
    }

    public override void PickleTo(PickleBuffer output, PythonValue? value)
    {
        if (value is null)
        {
            output.Null();
        }
        else
        {
            PicklePython.Write(output, value);
        }
    }

    public override PythonValue? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        // Most are no containers.
        if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
        {
            return Read(ref reader, null!, null!);
        }

        var items = Gathering<PythonValue>.Rent();
        var entries = Gathering<KeyValuePair<PythonValue, PythonValue>>.Rent();
        try
        {
            return Read(ref reader, items, entries);
        }
        finally
        {
            Gathering<PythonValue>.Return(items);
            Gathering<KeyValuePair<PythonValue, PythonValue>>.Return(entries);
        }
    }

    public override PythonValue? FromPython(PythonValue value, PythonReading reading) => value;

    private static PythonValue Read(ref Utf8JsonReader reader, List<PythonValue> items, List<KeyValuePair<PythonValue, PythonValue>> entries)
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
                return ReadList(ref reader, items, entries);
            default:
                return ReadMapping(ref reader, items, entries);
        }
    }

    private static PythonSequence ReadList(ref Utf8JsonReader reader, List<PythonValue> items, List<KeyValuePair<PythonValue, PythonValue>> entries)
    {
        var from = items.Count;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Read(ref reader, items, entries));
        }

        PayloadBudget.ChargeJson(104 + (8L * (items.Count - from)));
        return new PythonSequence(PythonKind.List, "list", Gathering<PythonValue>.Take(items, from));
    }

    private static PythonMapping ReadMapping(ref Utf8JsonReader reader, List<PythonValue> items, List<KeyValuePair<PythonValue, PythonValue>> entries)
    {
        var from = entries.Count;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            PayloadBudget.ChargeJson(64 + (2L * reader.ValueSpan.Length));
            var key = new PythonString(ReadJson.Text(ref reader));
            reader.Read();
            entries.Add(new(key, Read(ref reader, items, entries)));
        }

        PayloadBudget.ChargeJson(128 + (16L * (entries.Count - from)));
        return new PythonMapping("dict", Gathering<KeyValuePair<PythonValue, PythonValue>>.Take(entries, from));
    }
}
