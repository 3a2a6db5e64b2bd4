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
            PythonJson.Write(output, value, new PythonReading(output.Options, PickleLimits.Unrelated));
        }
    }

    public override PythonValue? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) => Read(ref reader);

    public override PythonValue? FromPython(PythonValue value, PythonReading reading) => value;

    private static PythonValue Read(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => PythonConstant.Nothing,
        JsonTokenType.True => PythonConstant.True,
        JsonTokenType.False => PythonConstant.False,
        JsonTokenType.Number => !ReadJson.IsInteger(ref reader) ? new PythonFloat(BuiltInShapes.Double.ReadFrom(ref reader, null!))
            : reader.TryGetInt64(out var small) ? PythonInteger.Of(small)
            : PythonInteger.Of(BigIntegerShape.Read(ref reader)),
        JsonTokenType.String => TolerantJson.TryGetNonFinite(ref reader, out var value) ? new PythonFloat(value) : new PythonString(ReadJson.Text(ref reader)),
        JsonTokenType.StartArray => ReadList(ref reader),
        _ => ReadMapping(ref reader),
    };

    private static PythonSequence ReadList(ref Utf8JsonReader reader)
    {
        var items = new List<PythonValue>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Read(ref reader));
        }

        return new PythonSequence(PythonKind.List, "list", items);
    }

    private static PythonMapping ReadMapping(ref Utf8JsonReader reader)
    {
        var entries = new List<KeyValuePair<PythonValue, PythonValue>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = new PythonString(ReadJson.Text(ref reader));
            reader.Read();
            entries.Add(new(key, Read(ref reader)));
        }

        return new PythonMapping("dict", entries);
    }
}
