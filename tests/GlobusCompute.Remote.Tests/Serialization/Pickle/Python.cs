using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Tests.Serialization.Pickle;

/// <summary>Python values in one spelling, of what was read and of the vectors' descriptions, down to types, bits of floats and shared references.</summary>
internal sealed class Python
{
    private readonly Dictionary<object, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<int, int> _described = [];

    private Python()
    {
    }

    public static PythonValue Read(byte[] pickle) => PickleReader.Read(pickle, PayloadBudget.For(pickle.Length));

    public static byte[] Text(string strategy, string text) => Encoding.UTF8.GetBytes(strategy + "\n" + text);

    /// <summary>Reads a whole payload as data.</summary>
    public static PythonValue ReadPayload(string payload) => ResultReader.Read<PythonValue>(Encoding.UTF8.GetBytes(payload), Payload.BuiltIn, allowNull: true);

    /// <summary>A value that was read, with the types that Python has; numpy's scalars by their type.</summary>
    public static string Of(PythonValue value) => new Python().Spell(value);

    /// <summary>A description.</summary>
    public static string From(JsonElement description, string typeName) => new Python().Spell(description, typeName);

    private string Spell(PythonValue value)
    {
        switch (value)
        {
            case PythonConstant constant:
                return constant.TypeName.StartsWith("numpy", StringComparison.Ordinal) ? $"numpy {constant}" : constant.ToString();
            case PythonInteger integer:
                return $"{Numpy(integer.TypeName)}int {integer.Value.ToString(CultureInfo.InvariantCulture)}";
            case PythonFloat number:
                return $"{Numpy(number.TypeName)}float {Bits(number.Value)}";
            case PythonComplex complex:
                return $"{Numpy(complex.TypeName)}complex {Bits(complex.Value.Real)} {Bits(complex.Value.Imaginary)}";
            case PythonString text:
                return $"{Numpy(text.TypeName)}str {Long(text.Value)}";
            case PythonBytes bytes:
                return $"{(bytes.TypeName == "bytearray" ? "bytearray" : Numpy(bytes.TypeName) + "bytes")} {Hash(bytes.Value.ToArray())}";
            case PythonDecimal number:
                return "decimal " + number.Text;
            case PythonFraction fraction:
                return $"fraction {fraction.Numerator} {fraction.Denominator}";
            case PythonUuid uuid:
                return "uuid " + uuid.Value;
            case PythonPath path:
                return $"path {path.TypeName["pathlib.".Length..]} {path.Text}";
            case PythonRange range:
                return $"range {range.Start} {range.Stop} {range.Step}";
            case PythonMoment moment:
                return $"{(moment.TypeName.StartsWith("numpy", StringComparison.Ordinal) ? "numpy " : "")}{moment.Kind} {moment.Iso()} {(moment.Fold ? 1 : 0)} {moment.Offset?.TotalMicroseconds.ToString(CultureInfo.InvariantCulture) ?? "naive"}";
            case PythonDuration duration:
                return $"{Numpy(duration.TypeName)}timedelta {duration.Parts.Days} {duration.Parts.Seconds} {duration.Parts.Microseconds}";
            case PythonZone zone:
                return "timezone " + zone;
            case PythonCount count:
                return $"numpy {count}";
            case PythonDataType type:
                return "dtype " + type.Code;
            case PythonSlice slice:
                return $"slice {slice}";
            case PythonArray array:
                return $"ndarray {array.ElementType} ({string.Join(", ", array.Shape)}) [{string.Join(", ", Flat(array).Select(Spell).Select(Unnumpied))}]";
            case PythonSequence sequence:
                return Numbered(sequence, () => $"{sequence.TypeName}{(sequence.MaxLength < 0 ? "" : sequence.MaxLength)}[{string.Join(", ", Order(sequence.Kind == PythonKind.Set, sequence.Items.Select(Spell)))}]");
            case PythonMapping mapping:
                return Numbered(mapping, () => $"{mapping.TypeName}{(mapping.Factory is null ? "" : $"({mapping.Factory})")}{{{string.Join(", ", mapping.Entries.Select(e => $"{Spell(e.Key)}: {Spell(e.Value)}"))}}}");
            default:
                return "opaque " + value;
        }
    }

    private string Spell(JsonElement d, string typeName)
    {
        string Text(string name) => d.GetProperty(name).GetString()!;
        switch (Text("t"))
        {
            case "none":
                return "None";
            case "ellipsis":
                return "Ellipsis";
            case "bool":
                return d.GetProperty("v").GetBoolean() ? "True" : "False";
            case "int":
                return "int " + Text("v");
            case "float":
                return "float " + FloatBits(d);
            case "complex":
                return $"complex {FloatBits(d.GetProperty("re"))} {FloatBits(d.GetProperty("im"))}";
            case "str":
                return d.TryGetProperty("sha256_utf8", out var hash) ? $"str sha256 {hash.GetString()}" : "str " + Long(CodePoints(d));
            case "bytes" or "bytearray":
                return $"{Text("t")} {(d.TryGetProperty("sha256", out var digest) ? digest.GetString()!.ToUpperInvariant() : Hash(d.GetProperty("b64").GetBytesFromBase64()))}";
            case "decimal":
                return "decimal " + Text("v");
            case "fraction":
                return $"fraction {Text("n")} {Text("d")}";
            case "uuid":
                return "uuid " + Text("v");
            case "path":
                return $"path {Text("cls")} {Text("v")}";
            case "range":
                return $"range {Text("start")} {Text("stop")} {Text("step")}";
            case "datetime" or "time":
                var offset = d.GetProperty("utcoffset_us");
                return $"{(Text("t") == "time" ? PythonKind.Time : PythonKind.DateTime)} {Text("iso")} {d.GetProperty("fold").GetInt32()} {(offset.ValueKind == JsonValueKind.Null ? "naive" : offset.GetRawText())}";
            case "date":
                return $"{PythonKind.Date} {Text("iso")} 0 naive";
            case "timedelta":
                return $"timedelta {d.GetProperty("days").GetInt64()} {d.GetProperty("seconds").GetInt64()} {d.GetProperty("microseconds").GetInt64()}";
            case "timezone":
                return "timezone " + Text("repr").Replace("datetime.timedelta(seconds=19800)", "+05:30", StringComparison.Ordinal);
            case "dtype":
                return "dtype " + Text("v");
            case "npscalar":
                return "numpy " + Spell(d.GetProperty("v"), typeName);
            case "ndarray":
                return Array(d);
            case "list" or "tuple" or "set" or "frozenset" or "deque":
                return Described(d, () => $"{(Text("t") == "deque" ? $"collections.deque{d.GetProperty("maxlen").GetRawText()}" : Text("t"))}[{string.Join(", ", Order(Text("t").EndsWith("set", StringComparison.Ordinal), d.GetProperty("items").EnumerateArray().Select(i => Spell(i, ""))))}]");
            case "dict" or "ordereddict" or "defaultdict":
                var factory = Text("t") == "defaultdict" ? $"({(d.GetProperty("factory") is { ValueKind: JsonValueKind.String } f ? $"<{f.GetString()}>" : "None")})" : "";
                var name = Text("t") switch { "ordereddict" => "collections.OrderedDict", "defaultdict" => "collections.defaultdict", _ => "dict" };
                return Described(d, () => $"{name}{factory}{{{string.Join(", ", d.GetProperty("items").EnumerateArray().Select(p => $"{Spell(p[0], "")}: {Spell(p[1], "")}"))}}}");
            case "ref":
                return $"#{_described[d.GetProperty("id").GetInt32()]}";
            case var other:
                throw new ArgumentException($"No spelling of '{other}' ({typeName}).");
        }
    }

    /// <summary>By the elements' bytes, which say more than the items.</summary>
    private string Array(JsonElement d)
    {
        var code = d.GetProperty("dtype").ValueKind == JsonValueKind.String
            ? d.GetProperty("dtype").GetString()!
            : $"[{string.Join(", ", d.GetProperty("descr").EnumerateArray().Select(f => $"('{f[0].GetString()}', '{f[1].GetString()}')"))}]";
        var shape = d.GetProperty("shape").EnumerateArray().Select(n => n.GetInt32()).ToList();
        IEnumerable<string> items;
        if (d.TryGetProperty("items", out var listed))
        {
            // NaT is None in a list; times of nanoseconds are their numbers.
            items = listed.EnumerateArray().Select(i => code switch
            {
                "<M8[ns]" => $"numpy.datetime64({i.GetProperty("v").GetString()}, 'ns')",
                "<M8[D]" when i.GetProperty("t").GetString() == "none" => "numpy.datetime64('NaT')",
                _ => Spell(i, ""),
            });
        }
        else if (d.TryGetProperty("c_order_b64", out var bytes) && d.GetProperty("descr").ValueKind == JsonValueKind.Array)
        {
            // (i, f, s) of 4, 8 and 2 bytes.
            items = bytes.GetBytesFromBase64().Chunk(14).Select((c, i) =>
                $"numpy.void{{str {Long("i")}: int {BitConverter.ToInt32(c)}, str {Long("f")}: float {Bits(BitConverter.ToDouble(c, 4))}, str {Long("s")}: bytes {Hash([.. c[12..].TakeWhile(b => b != 0)])}}}");
        }
        else
        {
            var data = new float[shape.Aggregate(1, (a, b) => a * b)];
            for (var i = 0; i < data.Length; i++)
            {
                data[i] = i / 7f;
            }

            if (Convert.ToHexString(SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(data))) != d.GetProperty("c_order_sha256").GetString()!.ToUpperInvariant())
            {
                throw new InvalidOperationException("The large array is not what this test thinks.");
            }

            items = data.Select(f => $"float {Bits(f)}");
        }

        return $"ndarray {code} ({string.Join(", ", shape)}) [{string.Join(", ", items)}]";
    }

    private static IEnumerable<PythonValue> Flat(PythonArray array) =>
        array.Shape.Count == 0 ? [array.Single()] : array.Items.SelectMany(part => part is PythonArray inner ? Flat(inner) : [part]);

    // An array says of what type its elements are.
    private static string Unnumpied(string spelled) =>
        System.Text.RegularExpressions.Regex.Replace(spelled.Replace("numpy ", "", StringComparison.Ordinal), "^#[0-9]+=(numpy.void)", "$1");

    private static string Numpy(string typeName) => typeName.StartsWith("numpy", StringComparison.Ordinal) ? "numpy " : "";

    private static IEnumerable<string> Order(bool unordered, IEnumerable<string> items) => unordered ? items.Order(StringComparer.Ordinal) : items;

    private static string Bits(double value) => double.IsNaN(value) ? "nan" : BitConverter.DoubleToInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);

    private static string FloatBits(JsonElement d) => d.GetProperty("v").GetString() == "nan" ? "nan" : d.GetProperty("bits").GetString()!;

    private static string Hash(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes));

    private static string Long(string text) => text.Length > 1000 ? $"sha256 {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant()}" : string.Join(' ', text.Select(c => ((int)c).ToString("x", CultureInfo.InvariantCulture)));

    private static string CodePoints(JsonElement d) => d.TryGetProperty("cps", out var points)
        ? string.Concat(points.EnumerateArray().Select(p => ((char)p.GetInt32()).ToString()))
        : d.GetProperty("v").GetString()!;

    private string Numbered(PythonValue container, Func<string> spell)
    {
        if (_numbers.TryGetValue(container, out var number))
        {
            return $"#{number}";
        }

        // An empty tuple is one object in Python, and shared at random.
        if (container is PythonSequence { Kind: PythonKind.Tuple, Raw.Count: 0 })
        {
            return "tuple[]";
        }

        number = _numbers[container] = _numbers.Count;
        return $"#{number}={spell()}";
    }

    private string Described(JsonElement d, Func<string> spell)
    {
        if (d.GetProperty("t").GetString() == "tuple" && d.GetProperty("items").GetArrayLength() == 0)
        {
            return "tuple[]";
        }

        var number = _described[d.GetProperty("id").GetInt32()] = _described.Count;
        return $"#{number}={spell()}";
    }
}
