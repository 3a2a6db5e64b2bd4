using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace GlobusCompute.Remote.Tests.Serialization;

/// <summary>Values in one spelling, to compare what was read with the vectors' description of Python's values: exact types, bits of floats.</summary>
internal static class Described
{
    /// <summary>A .NET value as <c>object</c> is read.</summary>
    public static string Of(object? value) => value switch
    {
        null => "None",
        bool b => b ? "True" : "False",
        long or int or BigInteger => "int " + ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        double d => double.IsNaN(d) ? "float nan" : "float " + BitConverter.DoubleToInt64Bits(d).ToString("x16", CultureInfo.InvariantCulture),
        string s => "str " + Units(s),
        List<object?> list => $"[{string.Join(", ", list.Select(Of))}]",
        Dictionary<string, object?> members => $"{{{string.Join(", ", members.Select(m => $"{Units(m.Key)}: {Of(m.Value)}"))}}}",
        _ => throw new ArgumentException($"No description of {value.GetType()}.", nameof(value)),
    };

    /// <summary>A description from the vectors, as the value looks after json.loads.</summary>
    public static string From(JsonElement description) => description.GetProperty("t").GetString() switch
    {
        "none" => "None",
        "bool" => description.GetProperty("v").GetBoolean() ? "True" : "False",
        "int" => "int " + description.GetProperty("v").GetString(),
        "float" => description.GetProperty("v").GetString() == "nan" ? "float nan" : "float " + description.GetProperty("bits").GetString(),
        "str" => "str " + Units(Text(description)),
        "list" or "tuple" => $"[{string.Join(", ", description.GetProperty("items").EnumerateArray().Select(From))}]",
        "dict" => $"{{{string.Join(", ", description.GetProperty("items").EnumerateArray().Select(p => $"{Units(Text(p[0]))}: {From(p[1])}"))}}}",
        var other => throw new ArgumentException($"No form for the description '{other}'.", nameof(description)),
    };

    /// <summary>The .NET value that a description stands for.</summary>
    public static object? Value(JsonElement description) => description.GetProperty("t").GetString() switch
    {
        "none" => null,
        "bool" => description.GetProperty("v").GetBoolean(),
        "int" => BigInteger.Parse(description.GetProperty("v").GetString()!, CultureInfo.InvariantCulture) is var n && n >= long.MinValue && n <= long.MaxValue ? (object)(long)n : n,
        "float" => BitConverter.Int64BitsToDouble(long.Parse(description.GetProperty("bits").GetString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
        "str" => Text(description),
        "list" or "tuple" => description.GetProperty("items").EnumerateArray().Select(Value).ToList(),
        "dict" => description.GetProperty("items").EnumerateArray().ToDictionary(p => KeyText(p[0]), p => Value(p[1])),
        var other => throw new ArgumentException($"No value for the description '{other}'.", nameof(description)),
    };

    private static string KeyText(JsonElement key) => key.GetProperty("t").GetString() == "str" ? Text(key) : key.GetProperty("v").GetString()!;

    private static string Text(JsonElement description) => description.TryGetProperty("cps", out var points)
        ? string.Concat(points.EnumerateArray().Select(p => p.GetInt32() is var c && c > 0xFFFF ? char.ConvertFromUtf32(c) : ((char)c).ToString()))
        : description.GetProperty("v").GetString()!;

    private static string Units(string text)
    {
        var units = new StringBuilder();
        foreach (var c in text)
        {
            units.Append(c is > ' ' and < '\x7f' ? c.ToString() : $"\\{(int)c:x4}");
        }

        return units.ToString();
    }
}
