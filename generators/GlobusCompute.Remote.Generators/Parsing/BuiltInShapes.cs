using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>The types whose JSON metadata the library has by itself. The library's own list is the same; a test compares them.</summary>
internal static class BuiltInShapes
{
    private const string Collections = "System.Collections.Generic.";

    private static readonly string[] s_scalarValues =
    [
        "bool", "char", "sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "System.Int128", "System.UInt128",
        "System.Numerics.BigInteger", "System.Half", "float", "double", "decimal", "System.Guid", "System.DateTime", "System.DateTimeOffset",
        "System.DateOnly", "System.TimeOnly", "System.Text.Json.JsonElement",

        // Known in order to be refused with advice.
        "System.TimeSpan", "System.Numerics.Complex", "System.Memory<byte>", "System.ReadOnlyMemory<byte>",
    ];

    /// <summary>Elements of memory and tensors; bytes in memory are among the scalars.</summary>
    private static readonly string[] s_numbers =
        ["bool", "sbyte", "short", "ushort", "int", "uint", "long", "ulong", "System.Half", "float", "double", "System.Numerics.Complex"];

    private static readonly string[] s_scalarReferences =
    [
        "GlobusCompute.Remote.PythonValue", "GlobusCompute.Remote.PythonObject", "GlobusCompute.Remote.PythonArray", "GlobusCompute.Remote.PythonError",
        "string", "object", "byte[]", "System.Uri", "System.Version", "System.Text.Json.JsonDocument", "System.Text.Json.Nodes.JsonNode",
        "System.Text.Json.Nodes.JsonObject", "System.Text.Json.Nodes.JsonArray", "System.Text.Json.Nodes.JsonValue",
    ];

    private static readonly string[] s_sequences = ["List", "IEnumerable", "IReadOnlyCollection", "IReadOnlyList", "ICollection", "IList", "HashSet"];

    private static readonly string[] s_dictionaries = ["Dictionary", "IDictionary", "IReadOnlyDictionary"];

    /// <summary>Elements of tables as well as of sequences.</summary>
    private static readonly string[] s_cells = ["bool", "int", "long", "float", "double", "string", "object"];

    private static readonly IEnumerable<string> s_elements = s_cells.Concat(
    [
        "short", "ushort", "uint", "ulong", "sbyte", "System.Numerics.BigInteger", "System.Half", "decimal", "System.Guid",
        "System.DateTime", "System.DateTimeOffset", "System.DateOnly", "System.Text.Json.JsonElement", "System.TimeSpan", "System.Numerics.Complex", "System.TimeOnly", "byte[]",
        "GlobusCompute.Remote.PythonValue", "bool?", "int?", "long?", "double?",
    ]);

    private static readonly SymbolDisplayFormat s_format = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>All shapes as C# writes them without <c>global::</c> and without annotations of reference types.</summary>
    public static IReadOnlyCollection<string> All { get; } =
        s_scalarValues
            .Concat(s_scalarValues.Select(scalar => scalar + "?"))
            .Concat(s_scalarReferences)
            .Concat(s_elements.SelectMany(Sequences))
            .Concat(s_cells.SelectMany(Tables))
            .Concat(s_numbers.Select(number => $"System.ReadOnlyMemory<{number}>"))
            .Concat(s_numbers.Select(number => $"System.ReadOnlyMemory<{number}>?"))
            .Concat(s_numbers.Append("byte").Select(number => $"System.Numerics.Tensors.Tensor<{number}>"))
            .ToArray();

    private static HashSet<string> Lookup { get; } = new(All, StringComparer.Ordinal);

    public static bool Contains(ITypeSymbol type) => Lookup.Contains(type is IDynamicTypeSymbol ? "object" : type.ToDisplayString(s_format));

    /// <summary>Whether a type is among them, as they are written.</summary>
    public static bool IsKnown(string type) => Lookup.Contains(type);

    private static IEnumerable<string> Sequences(string element) =>
    [
        $"{element}[]",
        .. s_sequences.Select(type => Of(type, element)),
        .. Dictionaries("string", element),
    ];

    private static IEnumerable<string> Tables(string cell)
    {
        var row = $"{cell}[]";
        var list = Of("List", cell);
        var readOnlyList = Of("IReadOnlyList", cell);
        return
        [
            $"{cell}[][]", $"{cell}[,]", $"{cell}[,,]", Of("List", row), Of("IEnumerable", row), Of("IReadOnlyList", row), Of("List", list), Of("IReadOnlyList", readOnlyList),
            .. Dictionaries("string", row),
            .. Dictionaries("string", list),
            .. Dictionaries("string", readOnlyList),
            .. Dictionaries("int", cell),
            .. Dictionaries("long", cell),
            .. Dictionaries("System.Guid", cell),
            .. Rows($"{Collections}Dictionary<string, {cell}>"),
            .. Rows($"{Collections}IReadOnlyDictionary<string, {cell}>"),
        ];
    }

    private static IEnumerable<string> Rows(string row) => [$"{row}[]", Of("List", row), Of("IReadOnlyList", row)];

    private static IEnumerable<string> Dictionaries(string key, string value) =>
        s_dictionaries.Select(type => $"{Collections}{type}<{key}, {value}>");

    private static string Of(string type, string element) => $"{Collections}{type}<{element}>";
}
