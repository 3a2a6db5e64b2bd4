using System.Globalization;
using System.Numerics;
using System.Text.Json;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.Tool.Running;

/// <summary>Makes Python values of JSON.</summary>
internal static class JsonArgument
{
    /// <summary>Makes the value of JSON that <c>json.loads</c> makes.</summary>
    public static PythonValue ToPython(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => PythonValue.None,
        JsonValueKind.True => PythonValue.From(true),
        JsonValueKind.False => PythonValue.From(false),
        JsonValueKind.String => PythonValue.From(json.GetString()),
        JsonValueKind.Number => Number(json),
        JsonValueKind.Array => PythonValue.List(json.EnumerateArray().Select(ToPython)),
        _ => PythonValue.Dictionary(json.EnumerateObject().Select(static member =>
            new KeyValuePair<PythonValue, PythonValue>(PythonValue.From(member.Name), ToPython(member.Value)))),
    };

    /// <summary>Makes the value that an annotation asks for: a <see cref="PythonValue"/>, a set or an array; null where the JSON does not fit.</summary>
    public static object? TryRead(JsonElement json, PythonType type) => type.Kind switch
    {
        PythonTypeKind.Array => TryArray(json),
        PythonTypeKind.Set => Fits(json, type) ? TrySet(json) : null,
        _ => Fits(json, type) ? Shape(json, type) : null,
    };

    private static PythonValue Number(JsonElement json)
    {
        var text = json.GetRawText();
        return BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            ? PythonValue.From(integer)
            : PythonValue.From(json.GetDouble());
    }

    private static PythonValue Shape(JsonElement json, PythonType type) => type.Kind switch
    {
        PythonTypeKind.Tuple => PythonValue.Tuple(json.EnumerateArray().Select((item, index) => Shape(item, type.Arguments[index]))),
        PythonTypeKind.VariadicTuple => PythonValue.Tuple(json.EnumerateArray().Select(item => Element(item, type))),
        PythonTypeKind.List or PythonTypeKind.Sequence or PythonTypeKind.Iterable or PythonTypeKind.Iterator when json.ValueKind == JsonValueKind.Array =>
            PythonValue.List(json.EnumerateArray().Select(item => Element(item, type))),
        PythonTypeKind.Float when json.ValueKind == JsonValueKind.Number => PythonValue.From(json.GetDouble()),
        _ => ToPython(json),
    };

    private static PythonValue Element(JsonElement json, PythonType type) => type.Arguments.Count > 0 ? Shape(json, type.Arguments[0]) : ToPython(json);

    private static bool Fits(JsonElement json, PythonType type) => type.Kind switch
    {
        PythonTypeKind.Int => json.ValueKind == JsonValueKind.Number
            && BigInteger.TryParse(json.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        PythonTypeKind.Float => json.ValueKind == JsonValueKind.Number,
        PythonTypeKind.Bool => json.ValueKind is JsonValueKind.True or JsonValueKind.False,
        PythonTypeKind.Str => json.ValueKind == JsonValueKind.String,
        PythonTypeKind.None => json.ValueKind == JsonValueKind.Null,
        PythonTypeKind.Tuple => json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == type.Arguments.Count
            && json.EnumerateArray().Zip(type.Arguments).All(static pair => Fits(pair.First, pair.Second)),
        PythonTypeKind.List or PythonTypeKind.VariadicTuple or PythonTypeKind.Set or PythonTypeKind.Sequence or PythonTypeKind.Iterable
            or PythonTypeKind.Iterator => json.ValueKind == JsonValueKind.Array
                && (type.Arguments.Count == 0 || json.EnumerateArray().All(item => Fits(item, type.Arguments[0]))),
        PythonTypeKind.Dict => json.ValueKind == JsonValueKind.Object
            && (type.Arguments.Count < 2 || json.EnumerateObject().All(member => Fits(member.Value, type.Arguments[1]))),
        PythonTypeKind.Union => type.Arguments.Any(member => Fits(json, member)),
        _ => true,
    };

    private static object? TrySet(JsonElement json)
    {
        var items = json.EnumerateArray().ToList();
        return items.TrueForAll(static item => item.ValueKind == JsonValueKind.String) ? items.Select(static item => item.GetString()!).ToHashSet()
            : items.TrueForAll(static item => item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out _))
                ? items.Select(static item => item.GetInt64()).ToHashSet()
            : items.TrueForAll(static item => item.ValueKind == JsonValueKind.Number) ? items.Select(static item => item.GetDouble()).ToHashSet()
            : null;
    }

    private static object? TryArray(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var items = json.EnumerateArray().ToList();
        if (items.TrueForAll(static item => item.ValueKind == JsonValueKind.Number))
        {
            return items.Count > 0 && items.TrueForAll(static item => item.TryGetInt64(out _))
                ? items.Select(static item => item.GetInt64()).ToArray()
                : items.Select(static item => item.GetDouble()).ToArray();
        }

        if (!items.TrueForAll(static row =>
            row.ValueKind == JsonValueKind.Array && row.EnumerateArray().All(static item => item.ValueKind == JsonValueKind.Number)))
        {
            return null;
        }

        var (rows, columns) = (items.Count, items[0].GetArrayLength());
        var grid = new double[rows, columns];
        for (var row = 0; row < rows; row++)
        {
            if (items[row].GetArrayLength() != columns)
            {
                return null;
            }

            for (var column = 0; column < columns; column++)
            {
                grid[row, column] = items[row][column].GetDouble();
            }
        }

        return grid;
    }
}
