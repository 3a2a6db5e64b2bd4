using System.Buffers.Binary;
using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GlobusCompute.Remote.PayloadDump;

/// <summary>The words in which <see cref="PythonSources.Describe"/> gives a .NET value back. Written from the documentation of the library, not with its code.</summary>
internal static class PythonWords
{
    /// <summary>The words for positional arguments.</summary>
    public static string List(params object?[] values) => Row("list", values, numPy: false);

    public static string NumPyList(params object?[] values) => Row("list", values, numPy: true);

    /// <summary>The words for keyword arguments.</summary>
    public static string Dict(params (string Name, object? Value)[] members) =>
        $"dict[{string.Join(", ", members.Select(m => $"{Of(m.Name)}: {Of(m.Value)}"))}]";

    public static string Of(object? value, bool numPy = false) => value switch
    {
        null => "None",
        bool b => b ? "True" : "False",
        Enum e => "int " + Hex(Convert.ToInt64(e, CultureInfo.InvariantCulture)),
        sbyte or byte or short or ushort or int or uint or long => "int " + Hex(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        ulong i => "int " + Hex(i),
        Int128 i => "int " + Hex((BigInteger)i),
        UInt128 i => "int " + Hex((BigInteger)i),
        BigInteger i => "int " + Hex(i),
        Half f => Float((double)f),
        float f => Float(f),
        double f => Float(f),
        Complex c => $"complex({Float(c.Real)}, {Float(c.Imaginary)})",
        char c => Text(c.ToString()),
        string s => Text(s),
        Uri u => Text(u.OriginalString),
        Version v => Text(v.ToString()),
        byte[] b when value.GetType() == typeof(byte[]) => "bytes " + Convert.ToHexStringLower(b),
        Memory<byte> b => "bytes " + Convert.ToHexStringLower(b.Span),
        ReadOnlyMemory<byte> b => "bytes " + Convert.ToHexStringLower(b.Span),
        decimal d => "decimal.Decimal " + d.ToString(CultureInfo.InvariantCulture),
        Guid g => "uuid.UUID " + g.ToString("D"),
        DateTime t => "datetime.datetime " + Moment(t) + (t.Kind == DateTimeKind.Unspecified ? "" : Offset(new DateTimeOffset(t).Offset)),
        DateTimeOffset t => "datetime.datetime " + Moment(t.DateTime) + Offset(t.Offset),
        DateOnly d => "datetime.date " + d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly t => "datetime.time " + Clock(t.Ticks),
        TimeSpan t => "datetime.timedelta " + Span(t),
        JsonElement e => Element(e),
        JsonNode n => Element(JsonSerializer.SerializeToElement(n)),
        ITuple t => Row("tuple", Enumerable.Range(0, t.Length).Select(i => t[i]), numPy),
        Sample s => Members(s, numPy),
        IDictionary d => $"dict[{string.Join(", ", Entries(d).Select(e => $"{Of(e.Key)}: {Of(e.Value, numPy)}"))}]",
        Array a when numPy && NumPy(a) is { } words => words,
        Array a when a.Rank > 1 => Rows(a, new int[a.Rank], 0),
        IEnumerable s when IsSet(s) => $"set[{string.Join(", ", s.Cast<object?>().Select(i => Of(i)).Order(StringComparer.Ordinal))}]",
        IEnumerable s => Row("list", s.Cast<object?>(), numPy),
        _ => throw new NotSupportedException(value.GetType().ToString()),
    };

    public static string Text(string text) => "str " + Convert.ToHexStringLower(text.SelectMany(unit => new[] { (byte)(unit >> 8), (byte)unit }).ToArray());

    private static IEnumerable<DictionaryEntry> Entries(IDictionary dictionary)
    {
        // By the interface's own enumerator, which alone gives entries.
        foreach (DictionaryEntry entry in dictionary)
        {
            yield return entry;
        }
    }

    private static string Row(string type, IEnumerable<object?> items, bool numPy) => $"{type}[{string.Join(", ", items.Select(i => Of(i, numPy)))}]";

    private static string Hex(BigInteger value)
    {
        var digits = BigInteger.Abs(value).ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return (value.Sign < 0 ? "-" : "") + (digits.Length == 0 ? "0" : digits);
    }

    private static string Float(double value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, value);
        return double.IsNaN(value) ? "float nan" : "float " + Convert.ToHexStringLower(bytes);
    }

    private static string Moment(DateTime moment) => moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T" + Clock(moment.TimeOfDay.Ticks);

    private static string Clock(long ticks)
    {
        var microseconds = ticks / 10 % 1_000_000;
        return new TimeSpan(ticks).ToString("hh\\:mm\\:ss", CultureInfo.InvariantCulture) + (microseconds == 0 ? "" : microseconds.ToString("'.'000000", CultureInfo.InvariantCulture));
    }

    private static string Offset(TimeSpan offset) => (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hh\\:mm", CultureInfo.InvariantCulture) + " timezone";

    private static string Span(TimeSpan span)
    {
        var microseconds = (BigInteger)span.Ticks / 10;
        var seconds = Floor(microseconds, 1_000_000, out var micro);
        var days = Floor(seconds, 86_400, out var rest);
        return $"{days} {rest} {micro}";
    }

    private static BigInteger Floor(BigInteger value, BigInteger by, out BigInteger rest)
    {
        rest = ((value % by) + by) % by;
        return (value - rest) / by;
    }

    private static bool IsSet(IEnumerable value) => value.GetType().GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ISet<>));

    private static string Members(Sample s, bool numPy)
    {
        (string, object?)[] members =
        [
            ("name", s.Name), ("raw_data", s.RawData), ("taken_at", s.TakenAt), ("cell", s.Cell), ("tags", s.Tags), ("prices_by_year", s.PricesByYear),
            ("child", s.Child), ("values", s.Values), ("extra", s.Extra), ("day", s.Day), ("id", s.Id),
        ];
        return $"dict[{string.Join(", ", members.Select(m => $"{Of(m.Item1)}: {Of(m.Item2, numPy)}"))}]";
    }

    private static string Rows(Array array, int[] at, int dimension)
    {
        var items = new List<string>();
        for (at[dimension] = 0; at[dimension] < array.GetLength(dimension); at[dimension]++)
        {
            items.Add(dimension == array.Rank - 1 ? Of(array.GetValue(at)) : Rows(array, at, dimension + 1));
        }

        return $"list[{string.Join(", ", items)}]";
    }

    private static string? NumPy(Array array)
    {
        // By name: to a pattern, int[] and uint[] are the same.
        var code = array.GetType().GetElementType()!.Name switch
        {
            nameof(Boolean) => "|b1",
            nameof(SByte) => "|i1",
            nameof(Byte) => "|u1",
            nameof(Int16) => "<i2",
            nameof(UInt16) => "<u2",
            nameof(Int32) => "<i4",
            nameof(UInt32) => "<u4",
            nameof(Int64) => "<i8",
            nameof(UInt64) => "<u8",
            nameof(Half) => "<f2",
            nameof(Single) => "<f4",
            nameof(Double) => "<f8",
            nameof(Complex) => "<c16",
            _ => null,
        };
        if (code is null)
        {
            return null;
        }

        var shape = string.Join(", ", Enumerable.Range(0, array.Rank).Select(array.GetLength));
        var size = int.Parse(code.AsSpan(2), CultureInfo.InvariantCulture);
        var bytes = MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(array), array.Length * size);
        return $"numpy.ndarray {code} [{shape}] True {Convert.ToHexStringLower(bytes)}";
    }

    private static string Element(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => "None",
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.String => Text(element.GetString()!),
        JsonValueKind.Number => element.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') >= 0 ? Float(element.GetDouble()) : "int " + Hex(BigInteger.Parse(element.GetRawText(), CultureInfo.InvariantCulture)),
        JsonValueKind.Array => $"list[{string.Join(", ", element.EnumerateArray().Select(Element))}]",
        _ => $"dict[{string.Join(", ", element.EnumerateObject().Select(m => $"{Text(m.Name)}: {Element(m.Value)}"))}]",
    };
}
