using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.Tool.Tasks;

/// <summary>Writes a Python value as JSON.</summary>
internal static class ResultJson
{
    // Deeper values are written as Python writes them; a value may contain itself.
    private const int MaxDepth = 60;

    /// <summary>
    /// Writes a value: numbers, texts, lists, tuples, sets and arrays as JSON has them; an infinite number or one that is none as a text (<c>"NaN"</c>);
    /// bytes in Base64; times in ISO form; all else as the text of Python's <c>repr</c>.
    /// </summary>
    public static void Write(Utf8JsonWriter json, PythonValue value, int depth = 0)
    {
        switch (value.Kind)
        {
            case PythonKind.None:
                json.WriteNullValue();
                break;
            case PythonKind.Boolean:
                json.WriteBooleanValue(value.As<bool>());
                break;
            case PythonKind.Integer:
                json.WriteRawValue(value.As<BigInteger>().ToString(CultureInfo.InvariantCulture));
                break;
            case PythonKind.Float:
                WriteFloat(json, value.As<double>());
                break;
            case PythonKind.Text:
                WriteText(json, value.As<string>());
                break;
            case PythonKind.Bytes:
                json.WriteBase64StringValue(value.As<byte[]>());
                break;
            case PythonKind.List or PythonKind.Tuple or PythonKind.Set or PythonKind.Array when depth < MaxDepth && HasItems(value):
                json.WriteStartArray();
                foreach (var item in value.Items)
                {
                    Write(json, item, depth + 1);
                }

                json.WriteEndArray();
                break;
            case PythonKind.Dictionary when depth < MaxDepth:
                WriteEntries(json, value, depth);
                break;
            case PythonKind.Decimal or PythonKind.Uuid or PythonKind.DateTime or PythonKind.Date or PythonKind.Time or PythonKind.TimeDelta:
                WriteText(json, Scalar(value) ?? value.ToString());
                break;
            default:
                WriteText(json, value.ToString());
                break;
        }
    }

    /// <summary>Writes a value for standard output: a text as it is, all else as JSON on one line; null for <c>None</c>.</summary>
    public static string? ToText(PythonValue value)
    {
        if (value.IsNone)
        {
            return null;
        }

        if (value.Kind == PythonKind.Text)
        {
            return value.As<string>();
        }

        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(json, value);
        }

        var text = Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);

        // What JSON has no form for is shown without quotes.
        return value.Kind is PythonKind.List or PythonKind.Tuple or PythonKind.Set or PythonKind.Array or PythonKind.Dictionary || !text.StartsWith('"')
            ? text
            : Scalar(value) ?? value.ToString();
    }

    // An array without dimensions holds one number and no items.
    private static bool HasItems(PythonValue value) => value is not PythonArray { Shape.Count: 0 };

    private static void WriteFloat(Utf8JsonWriter json, double value)
    {
        if (!double.IsFinite(value))
        {
            json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
            return;
        }

        // 1.0 stays a float.
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        json.WriteRawValue(text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text);
    }

    // Half a surrogate pair, which Python allows in a text, has no form in UTF-8.
    private static void WriteText(Utf8JsonWriter json, string text) =>
        json.WriteStringValue(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));

    private static void WriteEntries(Utf8JsonWriter json, PythonValue value, int depth)
    {
        json.WriteStartObject();
        foreach (var (key, item) in value.Entries)
        {
            json.WritePropertyName(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(key.Kind == PythonKind.Text ? key.As<string>() : key.ToString())));
            Write(json, item, depth + 1);
        }

        json.WriteEndObject();
    }

    private static string? Scalar(PythonValue value)
    {
        try
        {
            return value.Kind switch
            {
                PythonKind.Decimal => value.As<decimal>().ToString(CultureInfo.InvariantCulture),
                PythonKind.Uuid => value.As<Guid>().ToString("D"),
                PythonKind.DateTime => Iso(value),
                PythonKind.Date => value.As<DateOnly>().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                PythonKind.Time => value.As<TimeOnly>().ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
                PythonKind.TimeDelta => value.As<TimeSpan>().ToString("c", CultureInfo.InvariantCulture),
                _ => null,
            };
        }
        catch (InvalidCastException)
        {
            // Larger or more exact than .NET has it.
            return null;
        }
    }

    private static string Iso(PythonValue value)
    {
        var time = value.As<DateTime>();
        return time.Kind == DateTimeKind.Unspecified
            ? time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)
            : value.As<DateTimeOffset>().ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
    }
}
