using System.Globalization;

namespace GlobusCompute.Remote.DataFrames.Columns;

/// <summary>The type of a column, named as pandas names its dtype.</summary>
/// <param name="Name">
/// pandas' name. <c>text</c> is what pandas itself makes of text: <c>object</c> before pandas 3, <c>str</c> since. <c>null</c> and <c>object[…]</c> are
/// columns of the dtype <c>object</c> without values, and with values of one kind.
/// </param>
/// <param name="Kind">What the values are.</param>
/// <param name="Size">Bytes of a value; of codes for categories; 0 for text.</param>
/// <param name="IsSigned">Whether integers have a sign.</param>
/// <param name="HasMask">Whether missing values are marked beside the values, and not by a value of their own.</param>
internal sealed record ColumnType(string Name, ColumnKind Kind, int Size, bool IsSigned = false, bool HasMask = false)
{
    private static readonly Dictionary<string, ColumnType> s_known = Known().ToDictionary(t => t.Name);

    public static ColumnType Text { get; } = s_known["text"];

    public static ColumnType Boolean { get; } = s_known["bool"];

    /// <summary>The unit that times and durations count.</summary>
    public TimeUnit Unit { get; init; }

    /// <summary>The time zone of times that have one: a name, or an offset such as <c>+01:00</c>.</summary>
    public string? Zone { get; init; }

    /// <summary>Whether no row has a value.</summary>
    public bool IsNull { get; } = Name == "null";

    /// <summary>The name that messages have, as pandas writes it.</summary>
    public string DisplayName => Kind switch
    {
        ColumnKind.Time => Zone is null ? Name : $"{Name[..^1]}, {Zone}]",
        _ when IsNull || Name.StartsWith("object", StringComparison.Ordinal) => "object",
        _ => Name,
    };

    /// <summary>Finds a type by its name; null when there is none.</summary>
    public static ColumnType? Find(string name) => s_known.GetValueOrDefault(name);

    /// <summary>The type of numbers of a size: <c>int32</c>, or <c>Int32</c> where values may be missing.</summary>
    public static ColumnType Integer(int size, bool isSigned, bool hasMask) => s_known[string.Create(
        CultureInfo.InvariantCulture, $"{(isSigned ? "" : hasMask ? "U" : "u")}{(hasMask ? "Int" : "int")}{8 * size}")];

    public static ColumnType Float(int size) => s_known[string.Create(CultureInfo.InvariantCulture, $"float{8 * size}")];

    public static ColumnType Time(TimeUnit unit, string? zone) => s_known[$"datetime64[{unit.Name()}]"] with { Zone = zone };

    public static ColumnType Duration(TimeUnit unit) => s_known[$"timedelta64[{unit.Name()}]"];

    /// <summary>The type of codes of a size.</summary>
    public static ColumnType Category(int codeSize) => s_known["category"] with { Size = codeSize };

    private static IEnumerable<ColumnType> Known()
    {
        yield return new("bool", ColumnKind.Boolean, 1);
        yield return new("boolean", ColumnKind.Boolean, 1, HasMask: true);
        yield return new("object[bool]", ColumnKind.Boolean, 1, HasMask: true);
        foreach (var size in new[] { 1, 2, 4, 8 })
        {
            var bits = (8 * size).ToString(CultureInfo.InvariantCulture);
            yield return new("int" + bits, ColumnKind.Integer, size, IsSigned: true);
            yield return new("uint" + bits, ColumnKind.Integer, size);
            yield return new("Int" + bits, ColumnKind.Integer, size, IsSigned: true, HasMask: true);
            yield return new("UInt" + bits, ColumnKind.Integer, size, HasMask: true);
        }

        yield return new("object[int]", ColumnKind.Integer, 8, IsSigned: true, HasMask: true);
        yield return new("float16", ColumnKind.Float, 2);
        yield return new("float32", ColumnKind.Float, 4);
        yield return new("float64", ColumnKind.Float, 8);
        yield return new("Float32", ColumnKind.Float, 4, HasMask: true);
        yield return new("Float64", ColumnKind.Float, 8, HasMask: true);
        yield return new("object[float]", ColumnKind.Float, 8, HasMask: true);
        foreach (var text in new[] { "text", "object", "null", "str", "string" })
        {
            yield return new(text, ColumnKind.Text, 0, HasMask: true);
        }

        yield return new("category", ColumnKind.Category, 1);
        foreach (var unit in Enum.GetValues<TimeUnit>())
        {
            yield return new($"datetime64[{unit.Name()}]", ColumnKind.Time, 8) { Unit = unit };
            yield return new($"timedelta64[{unit.Name()}]", ColumnKind.Duration, 8) { Unit = unit };
        }
    }
}
