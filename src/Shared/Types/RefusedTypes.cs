namespace GlobusCompute.Remote.Shared.Types;

/// <summary>
/// Types of .NET whose values cannot be sent or read, and what to use instead. The run time refuses each call with them, the compiler the method.
/// </summary>
internal static class RefusedTypes
{
    /// <summary>What to declare in place of a result that is a collection which nothing can fill.</summary>
    public const string OtherCollection = "an array, List<T>, HashSet<T> or Dictionary<K, V>";

    private const string Numbers = "its numbers, as a float[] or a record of your own";
    private const string Rows = "the rows, as a list of records or dictionaries";
    private const string Text = "its ToString()";
    private const string ReadNumbers = "a float[] or a record of your own";
    private const string ReadText = "string, and create it from the text";
    private const string ReadRows = "a list of records or dictionaries";

    /// <summary>Types whose properties do not hold their value, by full name: what to pass, and what to declare as the result.</summary>
    private static readonly Dictionary<string, Advice> s_lost = new(StringComparer.Ordinal)
    {
        ["System.Numerics.Vector2"] = new(Numbers, ReadNumbers),
        ["System.Numerics.Vector3"] = new(Numbers, ReadNumbers),
        ["System.Numerics.Vector4"] = new(Numbers, ReadNumbers),
        ["System.Numerics.Quaternion"] = new(Numbers, ReadNumbers),
        ["System.Numerics.Plane"] = new(Numbers, ReadNumbers),
        ["System.Numerics.Matrix3x2"] = new(Numbers, ReadNumbers),
        ["System.Numerics.Matrix4x4"] = new(Numbers, ReadNumbers),
        ["System.Text.StringBuilder"] = new(Text, ReadText),
        ["System.Text.Rune"] = new(Text, ReadText),
        ["System.Text.RegularExpressions.Regex"] = new(Text, ReadText),
        ["System.Net.IPAddress"] = new(Text, ReadText),
        ["System.Net.EndPoint"] = new(Text, ReadText),
        ["System.Net.NetworkInformation.PhysicalAddress"] = new(Text, ReadText),
        ["System.Text.Encoding"] = new("its WebName", ReadText),
        ["System.Globalization.CultureInfo"] = new("its Name", ReadText),
        ["System.TimeZoneInfo"] = new("its Id", ReadText),
        ["System.IO.FileSystemInfo"] = new("its FullName", ReadText),
        ["System.Exception"] = new("its Message or ToString()", "PythonError or string"),
        ["System.Lazy`1"] = new("its Value", "the type of its Value"),
        ["System.DBNull"] = new("null", "object?"),
        ["System.Index"] = new("a number", "int"),
        ["System.Range"] = new("two numbers", "a tuple or record of two numbers"),
        ["System.Data.DataSet"] = new(Rows, ReadRows),
        ["System.Data.DataTable"] = new(Rows, ReadRows),
        ["System.Data.DataRow"] = new(Rows, ReadRows),
        ["System.Data.DataView"] = new(Rows, ReadRows),
    };

    /// <summary>Collections that can be sent, and not created from a result.</summary>
    private static readonly HashSet<string> s_unfilled = new(StringComparer.Ordinal)
    {
        "System.Array",
        "System.ArraySegment`1",
        "System.Collections.BitArray",
        "System.Collections.Concurrent.BlockingCollection`1",
        "System.Collections.Concurrent.ConcurrentBag`1",
        "System.Collections.Frozen.FrozenDictionary`2",
        "System.Collections.Frozen.FrozenSet`1",
        "System.Collections.Generic.IEnumerator`1",
        "System.Collections.Generic.IReadOnlySet`1",
        "System.Collections.ObjectModel.ReadOnlyCollection`1",
        "System.Collections.ObjectModel.ReadOnlyDictionary`2",
        "System.Collections.ObjectModel.ReadOnlyObservableCollection`1",
        "System.Collections.ObjectModel.ReadOnlySet`1",
        "System.Linq.IGrouping`2",
        "System.Linq.ILookup`2",
        "System.Linq.IOrderedEnumerable`1",
        "System.Linq.IQueryable`1",
    };

    /// <summary>The types whose properties do not hold their value.</summary>
    public static IReadOnlyCollection<string> Lost => s_lost.Keys;

    /// <summary>The collections that no result can be.</summary>
    public static IReadOnlyCollection<string> Unfilled => s_unfilled;

    /// <summary>What to use in place of a type whose properties do not hold its value; null for other types.</summary>
    /// <param name="name">Its full name in metadata, of a generic type that of its definition.</param>
    public static Advice? FindLost(string name) => s_lost.TryGetValue(name, out var advice) ? advice : null;

    /// <summary>Whether a type is a collection that cannot be created from a result.</summary>
    /// <param name="name">Its full name in metadata, of a generic type that of its definition.</param>
    public static bool IsUnfilled(string name) => s_unfilled.Contains(name);

    /// <summary>What to use instead.</summary>
    internal sealed class Advice(string pass, string declare)
    {
        /// <summary>What to pass in place of an argument.</summary>
        public string Pass { get; } = pass;

        /// <summary>What to declare in place of a result.</summary>
        public string Declare { get; } = declare;
    }
}
