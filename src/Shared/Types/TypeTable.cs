using static GlobusCompute.Remote.Shared.Types.TypeUses;

namespace GlobusCompute.Remote.Shared.Types;

/// <summary>
/// The types that are known without metadata: C# type, wire kind, Python type, and what JSON makes of it. All that depends on types looks here.
/// </summary>
internal static class TypeTable
{
    private const string Collections = "System.Collections.Generic.";
    private const string Immutable = "System.Collections.Immutable.";

    private static readonly TypeRow[] s_rows =
    [
        new("bool", "bool", WireKind.Bool, JsonFit.Exact, Value | Element | NullableElement | Cell | Number | Preferred),
        new("char", "str", WireKind.FormattedStr, JsonFit.Exact, Value | Word),
        new("sbyte", "int", WireKind.Int, JsonFit.Exact, Value | Element | Number | Word),
        new("byte", "int", WireKind.Int, JsonFit.Exact, Value | Number | Word),
        new("short", "int", WireKind.Int, JsonFit.Exact, Value | Element | Number | Word),
        new("ushort", "int", WireKind.Int, JsonFit.Exact, Value | Element | Number | Word),
        new("int", "int", WireKind.Int, JsonFit.Exact, Value | Element | NullableElement | Cell | Number | Word),
        new("uint", "int", WireKind.Int, JsonFit.Exact, Value | Element | Number | Word),
        new("long", "int", WireKind.Int, JsonFit.Exact, Value | Element | NullableElement | Cell | Number | Preferred | Word),
        new("ulong", "int", WireKind.Int, JsonFit.Exact, Value | Element | Number | Word),
        new("System.Int128", "int", WireKind.Int, JsonFit.Exact, Value | Word),
        new("System.UInt128", "int", WireKind.Int, JsonFit.Exact, Value | Word),
        new("System.Numerics.BigInteger", "int", WireKind.Int, JsonFit.Exact, Value | Element | Word),
        new("System.Half", "float", WireKind.Float, JsonFit.Exact, Value | Element | Number | Word),
        new("float", "float", WireKind.Float, JsonFit.Exact, Value | Element | Cell | Number | Word),
        new("double", "float", WireKind.Float, JsonFit.Exact, Value | Element | NullableElement | Cell | Number | Preferred | Word),
        new("decimal", "Decimal", WireKind.Decimal, JsonFit.Impossible, Value | Element | Preferred | Word),
        new("System.Guid", "UUID", WireKind.Uuid, JsonFit.Changed, Value | Element | Preferred | Word),
        new("System.DateTime", "datetime", WireKind.DateTime, JsonFit.Changed, Value | Element | Preferred | Word),
        new("System.DateTimeOffset", "datetime", WireKind.DateTimeOffset, JsonFit.Changed, Value | Element | Word),
        new("System.DateOnly", "date", WireKind.Date, JsonFit.Changed, Value | Element | Preferred | Word),
        new("System.TimeOnly", "time", WireKind.Time, JsonFit.Changed, Value | Element | Preferred | Word),
        new("System.TimeSpan", "timedelta", WireKind.TimeSpan, JsonFit.Impossible, Value | Element | Preferred),
        new("System.Numerics.Complex", "complex", WireKind.Complex, JsonFit.Impossible, Value | Element | Number | Preferred),
        new("System.Memory<byte>", "bytes", WireKind.Bytes, JsonFit.Impossible, Value),
        new("System.ReadOnlyMemory<byte>", "bytes", WireKind.Bytes, JsonFit.Impossible, Value),
        new("byte[]", "bytes", WireKind.Bytes, JsonFit.Impossible, Element | Preferred),
        new("string", "str", WireKind.Str, JsonFit.Exact, Element | Cell | Preferred | Word),
        new("System.Uri", "str", WireKind.FormattedStr, JsonFit.Exact, None),
        new("System.Version", "str", WireKind.FormattedStr, JsonFit.Exact, None),
        new("object", null, WireKind.Unknown, JsonFit.Dynamic, Element | Cell),
        new("GlobusCompute.Remote.Serialization.PythonValue", null, WireKind.Unknown, null, Element),
        new("GlobusCompute.Remote.Serialization.PythonObject", null, WireKind.Unknown, null, None),
        new("GlobusCompute.Remote.Serialization.PythonArray", null, WireKind.Unknown, null, None),
        new("GlobusCompute.Remote.Serialization.PythonError", null, WireKind.Unknown, null, None),
        new("System.Text.Json.JsonElement", null, WireKind.Unknown, JsonFit.Exact, Value | Element),
        new("System.Text.Json.JsonDocument", null, WireKind.Unknown, JsonFit.Exact, None),
        new("System.Text.Json.Nodes.JsonNode", null, WireKind.Unknown, JsonFit.Exact, None),
        new("System.Text.Json.Nodes.JsonObject", null, WireKind.Unknown, JsonFit.Exact, None),
        new("System.Text.Json.Nodes.JsonArray", null, WireKind.Unknown, JsonFit.Exact, None),
        new("System.Text.Json.Nodes.JsonValue", null, WireKind.Unknown, JsonFit.Exact, None),
    ];

    /// <summary>Other names that numpy has for its scalars, with the one that is used here; abstract ones stand for their usual type.</summary>
    private static readonly Dictionary<string, string> s_otherNumPyNames = new(StringComparer.Ordinal)
    {
        ["bool"] = "bool_",
        ["half"] = "float16",
        ["single"] = "float32",
        ["double"] = "float64",
        ["floating"] = "float64",
        ["inexact"] = "float64",
        ["number"] = "float64",
        ["csingle"] = "complex64",
        ["cdouble"] = "complex128",
        ["complexfloating"] = "complex128",
        ["byte"] = "int8",
        ["short"] = "int16",
        ["intc"] = "int32",
        ["intp"] = "int64",
        ["int_"] = "int64",
        ["long"] = "int64",
        ["longlong"] = "int64",
        ["integer"] = "int64",
        ["signedinteger"] = "int64",
        ["ubyte"] = "uint8",
        ["ushort"] = "uint16",
        ["uintc"] = "uint32",
        ["uint"] = "uint64",
        ["uintp"] = "uint64",
        ["ulong"] = "uint64",
        ["ulonglong"] = "uint64",
        ["unsignedinteger"] = "uint64",
    };

    /// <summary>The C# types that hold the values of numpy's scalars.</summary>
    private static readonly Dictionary<string, string> s_numPy = new(StringComparer.Ordinal)
    {
        ["bool_"] = "bool",
        ["int8"] = "sbyte",
        ["int16"] = "short",
        ["int32"] = "int",
        ["int64"] = "long",
        ["uint8"] = "byte",
        ["uint16"] = "ushort",
        ["uint32"] = "uint",
        ["uint64"] = "ulong",
        ["float16"] = "System.Half",
        ["float32"] = "float",
        ["float64"] = "double",
        ["longdouble"] = "double",
        ["float128"] = "double",
        ["complex64"] = "System.Numerics.Complex",
        ["complex128"] = "System.Numerics.Complex",
        ["clongdouble"] = "System.Numerics.Complex",
        ["complex256"] = "System.Numerics.Complex",
        ["str_"] = "string",
        ["datetime64"] = "System.DateTime",
        ["timedelta64"] = "System.TimeSpan",
    };

    /// <summary>The full names of the types for which C# has keywords.</summary>
    private static readonly Dictionary<string, string> s_keywords = new(StringComparer.Ordinal)
    {
        ["bool"] = "System.Boolean",
        ["char"] = "System.Char",
        ["sbyte"] = "System.SByte",
        ["byte"] = "System.Byte",
        ["short"] = "System.Int16",
        ["ushort"] = "System.UInt16",
        ["int"] = "System.Int32",
        ["uint"] = "System.UInt32",
        ["long"] = "System.Int64",
        ["ulong"] = "System.UInt64",
        ["float"] = "System.Single",
        ["double"] = "System.Double",
        ["decimal"] = "System.Decimal",
        ["string"] = "System.String",
        ["object"] = "System.Object",
        ["byte[]"] = "System.Byte[]",
    };

    private static readonly string[] s_sequences = ["List", "IEnumerable", "IReadOnlyCollection", "IReadOnlyList", "ICollection", "IList", "HashSet"];
    private static readonly string[] s_dictionaries = ["Dictionary", "IDictionary", "IReadOnlyDictionary"];

    /// <summary>Generic types of collections by their full names, without type arguments.</summary>
    private static readonly Dictionary<string, WireKind> s_collections =
        Of(WireKind.List, Collections, "List", "IList", "IReadOnlyList", "ICollection", "IReadOnlyCollection", "IEnumerable")
            .Concat(Of(WireKind.List, Immutable, "ImmutableArray", "ImmutableList"))
            .Concat(Of(WireKind.Set, Collections, "HashSet", "ISet", "IReadOnlySet", "SortedSet"))
            .Concat(Of(WireKind.Set, Immutable, "ImmutableHashSet", "ImmutableSortedSet", "IImmutableSet"))
            .Concat(Of(WireKind.Set, "System.Collections.Frozen.", "FrozenSet"))
            .Concat(Of(WireKind.Dict, Collections, "Dictionary", "IDictionary", "IReadOnlyDictionary", "SortedDictionary"))
            .Concat(Of(WireKind.Dict, Immutable, "ImmutableDictionary"))
            .ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.Ordinal);

    private static readonly Dictionary<string, TypeRow> s_byName = s_rows.ToDictionary(static row => row.Name, StringComparer.Ordinal);

    private static readonly Dictionary<string, TypeRow> s_preferred =
        s_rows.Where(static row => row.Is(Preferred)).ToDictionary(static row => row.Python!, StringComparer.Ordinal);

    /// <summary>The rows.</summary>
    public static IReadOnlyList<TypeRow> Rows => s_rows;

    /// <summary>All types that need no metadata, rows and what is made of them, as C# writes them.</summary>
    public static IReadOnlyCollection<string> Shapes { get; } =
        Names(None)
            .Concat(Names(Value).Select(static name => name + "?"))
            .Concat(Names(Element).Concat(Names(NullableElement).Select(static name => name + "?")).SelectMany(Sequences))
            .Concat(Names(Cell).SelectMany(Tables))
            .Concat(Memories())
            .Concat(Memories().Select(static name => name + "?"))
            .Concat(Names(Number).Select(static name => $"System.Numerics.Tensors.Tensor<{name}>"))
            .ToArray();

    /// <summary>The row of a type, or null.</summary>
    /// <param name="name">The type as C# writes it, without <c>global::</c>.</param>
    public static TypeRow? Find(string name) => s_byName.TryGetValue(name, out var row) ? row : null;

    /// <summary>The type that stands for a Python type.</summary>
    /// <param name="python">The name of a Python type that the table has.</param>
    public static TypeRow For(string python) => s_preferred[python];

    /// <summary>The one name by which a scalar of numpy is known here, or null where numpy has no such scalar or no C# type holds its values.</summary>
    /// <param name="name">Its name without the module, as <c>float32</c> or <c>single</c>.</param>
    public static string? NumPyName(string name) => s_otherNumPyNames.TryGetValue(name, out var known) ? known : s_numPy.ContainsKey(name) ? name : null;

    /// <summary>The row of the type that holds the values of a scalar of numpy, or null.</summary>
    /// <param name="name">The scalar's name, as <see cref="NumPyName"/> gives it.</param>
    public static TypeRow? ForNumPy(string name) => s_numPy.TryGetValue(name, out var type) ? Find(type) : null;

    /// <summary>Whether an array of the type that stands for a scalar of numpy arrives with that dtype when arrays travel as numpy's.</summary>
    /// <param name="name">The scalar's name, as <see cref="NumPyName"/> gives it.</param>
    public static bool HasDtype(string name) =>
        ForNumPy(name) is { } row
        && row.Is(Number)
        && row.Name != "byte"
        && name is not ("longdouble" or "float128" or "complex64" or "clongdouble" or "complex256");

    /// <summary>How far a number reaches: of two that C# converts to each other, the one with the greater rank is the wider. Below 0 for other types.</summary>
    public static int RankOf(TypeRow? row) => row is not null && row.Is(Number) && row.Name != "bool" ? Array.IndexOf(s_rows, row) : -1;

    /// <summary>The full name of a type for which C# has a keyword; other names are given back.</summary>
    public static string FullName(string name) => s_keywords.TryGetValue(name, out var full) ? full : name;

    /// <summary>What a generic type of the framework is to Python, or null where it is not a collection of the table.</summary>
    /// <param name="name">Its full name, without type arguments.</param>
    public static WireKind? Collection(string name) => s_collections.TryGetValue(name, out var kind) ? kind : null;

    private static IEnumerable<KeyValuePair<string, WireKind>> Of(WireKind kind, string space, params string[] names) =>
        names.Select(name => new KeyValuePair<string, WireKind>(space + name, kind));

    private static IEnumerable<string> Names(TypeUses use) => s_rows.Where(row => row.Is(use)).Select(static row => row.Name);

    // Bytes in memory are a row of their own: they are no array to numpy.
    private static IEnumerable<string> Memories() => Names(Number).Where(static name => name != "byte").Select(static name => $"System.ReadOnlyMemory<{name}>");

    private static IEnumerable<string> Sequences(string element) =>
    [
        $"{element}[]",
        .. s_sequences.Select(type => Generic(type, element)),
        .. Dictionaries("string", element),
    ];

    private static IEnumerable<string> Tables(string cell)
    {
        var row = $"{cell}[]";
        var list = Generic("List", cell);
        var readOnlyList = Generic("IReadOnlyList", cell);
        return
        [
            $"{cell}[][]", $"{cell}[,]", $"{cell}[,,]", Generic("List", row), Generic("IEnumerable", row), Generic("IReadOnlyList", row), Generic("List", list),
            Generic("IReadOnlyList", readOnlyList),
            .. Dictionaries("string", row),
            .. Dictionaries("string", list),
            .. Dictionaries("string", readOnlyList),
            .. Dictionaries("int", cell),
            .. Dictionaries("long", cell),
            .. Dictionaries("System.Guid", cell),
            .. Rows($"{Collections}Dictionary<string, {cell}>"),
            .. Rows($"{Collections}IReadOnlyDictionary<string, {cell}>"),
        ];

        static IEnumerable<string> Rows(string row) => [$"{row}[]", Generic("List", row), Generic("IReadOnlyList", row)];
    }

    private static IEnumerable<string> Dictionaries(string key, string value) => s_dictionaries.Select(type => $"{Collections}{type}<{key}, {value}>");

    private static string Generic(string type, string element) => $"{Collections}{type}<{element}>";
}
