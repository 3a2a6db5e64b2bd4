using System.Text.Json;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;
using GlobusCompute.Remote.Shared.Types;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>Text; null is None even where the static type does not say so.</summary>
internal sealed class StringShape : Shape<string>
{
    public override JsonConverter CreateConverter() => new ShapeConverter<string>(this);

    public override JsonConverter CreatePickled() => new PickledShapeConverter<string>(this);

    public override void WriteTo(JsonBuffer output, string value)
    {
        if (value is null)
        {
            output.Null();
        }
        else
        {
            output.Text(value);
        }
    }

    public override bool IsScalar => true;

    public override bool IsCopied => true;

    public override void PickleTo(PickleBuffer output, string value)
    {
        if (value is null)
        {
            output.Null();
        }
        else
        {
            output.Text(value);
        }
    }

    public override void WriteKey(JsonBuffer output, string key) => output.Text(key);

    public override string ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => null!,
        JsonTokenType.String when !TolerantJson.TryGetNonFinite(ref reader, out _) => ReadJson.Text(ref reader),
        _ => throw ReadJson.Misfit(ref reader, "text (string)"),
    };

    public override string ReadKey(ref Utf8JsonReader reader) => ReadJson.Text(ref reader);

    public override string FromPython(PythonValue value, PythonReading reading) => value switch
    {
        { IsNone: true } => null!,
        PythonString text => text.Value,
        PythonPath path => path.Text,
        PythonAddress address => address.Text,
        PythonZone { Offset: null, Name: { } name } => name,
        PythonArray { IsSet: true, Shape.Count: 0 } array => FromPython(array.Single(), reading),
        _ when IsRead(value) && PythonJson.AsText(value) is { } text => Charged(text, reading),
        _ => throw PythonMisfit.Of(value, "text (string)"),
    };

    public override string FromCell(PickleCells cells, int at, PythonReading reading) =>
        cells.TryText(at, out var text) ? text : base.FromCell(cells, at, reading);

    /// <summary>As JSON, which has text alone for keys.</summary>
    public override string FromPythonKey(PythonValue key, PythonReading reading)
    {
        PythonJson.ChargeText(key, reading);
        var text = PythonJson.Key(key);
        reading.Charge(key is PythonString ? 8 : 2L * text.Length);
        return text;
    }

    /// <summary>Whether a value has one text that means it exactly, Python's own. That of a time in a zone that is not known here lacks its offset.</summary>
    private static bool IsRead(PythonValue value) => value switch
    {
        PythonMoment { Kind: PythonKind.DateTime, Zone: not null, Offset: null } => false,
        PythonMoment { Kind: PythonKind.DateTime } => ResultTable.Reads("datetime", WireKind.Str),
        PythonMoment { Kind: PythonKind.Date } => ResultTable.Reads("date", WireKind.Str),
        PythonMoment { Kind: PythonKind.Time } => ResultTable.Reads("time", WireKind.Str),
        PythonUuid { IsSet: true } => ResultTable.Reads("UUID", WireKind.Str),
        PythonDecimal => ResultTable.Reads("Decimal", WireKind.Str),
        _ => false,
    };

    private static string Charged(string text, PythonReading reading)
    {
        reading.Charge(32 + (2L * text.Length));
        return text;
    }
}
