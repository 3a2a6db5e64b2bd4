namespace GlobusCompute.Remote.DataFrames.Values;

/// <summary>The .NET types whose values columns can hold.</summary>
internal static class Elements
{
    /// <summary>What <see cref="Find"/> knows, for messages.</summary>
    public const string Names = "bool, integers, Half, float, double, string, DateTime, DateTimeOffset and TimeSpan, and their nullable forms";

    public static readonly TextElement Text = new();

    private static readonly Dictionary<Type, IElement> s_elements = All().ToDictionary(e => e.Type);

    /// <summary>Finds a type; null when no column holds its values.</summary>
    public static IElement? Find(Type type) => s_elements.GetValueOrDefault(type);

    private static IEnumerable<IElement> All() =>
    [
        Text,
        .. Both(new BooleanElement()),
        .. Both(new IntegerElement<sbyte>()),
        .. Both(new IntegerElement<byte>()),
        .. Both(new IntegerElement<short>()),
        .. Both(new IntegerElement<ushort>()),
        .. Both(new IntegerElement<int>()),
        .. Both(new IntegerElement<uint>()),
        .. Both(new IntegerElement<long>()),
        .. Both(new IntegerElement<ulong>()),
        .. Both(new FloatElement<Half>()),
        .. Both(new FloatElement<float>()),
        .. Both(new FloatElement<double>()),
        .. Both(new DateTimeElement()),
        .. Both(new DateTimeOffsetElement()),
        .. Both(new TimeSpanElement()),
    ];

    private static IElement[] Both<T>(ValueElement<T> value)
        where T : struct => [value, new NullableElement<T>(value)];
}
