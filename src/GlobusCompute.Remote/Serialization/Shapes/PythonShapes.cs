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

/// <summary>An exception by value. JSON has none.</summary>
internal sealed class PythonErrorShape : Shape<PythonError?>
{
    private const string Wanted = "an exception (PythonError)";

    public override void WriteTo(JsonBuffer output, PythonError? value) => throw new ShapeException("A PythonError is what a function gave. Pass its text.");

    public override PythonError? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? null : throw ReadJson.Misfit(ref reader, Wanted, " JSON has none.");

    // Whether the class is an exception is known of Python's own alone; who asks for one gets any other class's object, too.
    public override PythonError? FromPython(PythonValue value, PythonReading reading) =>
        value.IsNone ? null : value is PythonObject error ? new PythonError(error) : throw PythonMisfit.Of(value, Wanted);
}

/// <summary>One kind of Python value, which JSON has no form for.</summary>
internal sealed class PythonKindShape<T>(string wanted) : Shape<T?>
    where T : PythonValue
{
    public override void WriteTo(JsonBuffer output, T? value) => BuiltIn<PythonValue>.Shape!.WriteTo(output, value!);

    public override T? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? null : throw ReadJson.Misfit(ref reader, wanted, " JSON has none.");

    public override T? FromPython(PythonValue value, PythonReading reading) => value.IsNone ? null : value as T ?? throw PythonMisfit.Of(value, wanted);
}
