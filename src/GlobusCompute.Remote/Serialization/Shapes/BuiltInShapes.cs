using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using GlobusCompute.Remote.Serialization.Formats;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>The types the library reads and writes by itself: a closed list, all built without reflection.</summary>
internal static class BuiltInShapes
{
    private static readonly Dictionary<Type, IShape> s_shapes = [];

    static BuiltInShapes()
    {
        AddScalars();
        AddCollections();
        AddMemory(new BooleanShape());
        AddMemory(new IntegerShape<sbyte>());
        AddMemory(new IntegerShape<short>());
        AddMemory(new IntegerShape<ushort>());
        AddMemory(new IntegerShape<int>());
        AddMemory(new IntegerShape<uint>());
        AddMemory(new IntegerShape<long>());
        AddMemory(new IntegerShape<ulong>());
        AddMemory(new FloatShape<Half>());
        AddMemory(new FloatShape<float>());
        AddMemory(Double);
        AddMemory(new ComplexShape());
        Add(new TensorShape<byte>(new IntegerShape<byte>()));
    }

    /// <summary>The shapes that others are made of.</summary>
    public static FloatShape<double> Double { get; } = new();

    public static ObjectShape Object { get; } = new();

    private static StringShape String { get; } = new();

    /// <summary>Every type in the list.</summary>
    public static IEnumerable<Type> Types => s_shapes.Keys;

    /// <summary>
    /// The types as C# writes them, with keywords for the simple ones and namespaces for the others: <c>System.Collections.Generic.List&lt;double?&gt;</c>.
    /// </summary>
    public static IReadOnlyList<string> TypeNames => [.. s_shapes.Keys.Select(DisplayName).Order(StringComparer.Ordinal)];

    /// <summary>The shape of a type, or null when the type is not in the list.</summary>
    public static IShape? Find(Type type) => s_shapes.GetValueOrDefault(type);

    private static void AddScalars()
    {
        Value(new BooleanShape());
        Value(new CharShape());
        Value(new IntegerShape<sbyte>());
        Value(new IntegerShape<byte>());
        Value(new IntegerShape<short>());
        Value(new IntegerShape<ushort>());
        Value(new IntegerShape<int>());
        Value(new IntegerShape<uint>());
        Value(new IntegerShape<long>());
        Value(new IntegerShape<ulong>());
        Value(new IntegerShape<Int128>());
        Value(new IntegerShape<UInt128>());
        Value(new BigIntegerShape());
        Value(new FloatShape<Half>());
        Value(new FloatShape<float>());
        Value(Double);
        Value(new DecimalShape());
        Value(new GuidShape());
        Value(new DateTimeShape());
        Value(new DateTimeOffsetShape());
        Value(new DateOnlyShape());
        Value(new TimeOnlyShape());
        Value(new JsonElementShape());
        Value(new TimeSpanShape());
        Value(new ComplexShape());
        Value(new MemoryShape());
        Value(new ReadOnlyMemoryShape());
        Add(String);
        Add(Object);
        Add(new ByteArrayShape(new IntegerShape<byte>()));
        Add(new UriShape());
        Add(new VersionShape());
        Add(new JsonDocumentShape());
        Add(new JsonNodeShape<JsonNode>());
        Add(new JsonNodeShape<JsonObject>());
        Add(new JsonNodeShape<JsonArray>());
        Add(new JsonNodeShape<JsonValue>());
        Sequences<PythonValue?>(new PythonValueShape());
        Add(new PythonValueShape());
        Add(new PythonErrorShape());
        Add(new PythonKindShape<PythonObject>("an object of some class (PythonObject)"));
        Add(new PythonKindShape<PythonArray>("a numpy array (PythonArray)"));
    }

    private static void AddCollections()
    {
        Grids(Sequences(new BooleanShape()));
        Grids(Sequences(new IntegerShape<int>()));
        Grids(Sequences(new IntegerShape<long>()));
        Grids(Sequences(new FloatShape<float>()));
        Grids(Sequences(Double));
        Grids(Sequences(String));
        Grids(Sequences<object?>(Object));
        Sequences(new IntegerShape<short>());
        Sequences(new IntegerShape<ushort>());
        Sequences(new IntegerShape<uint>());
        Sequences(new IntegerShape<ulong>());
        Sequences(new IntegerShape<sbyte>());
        Sequences(new BigIntegerShape());
        Sequences(new FloatShape<Half>());
        Sequences(new DecimalShape());
        Sequences(new GuidShape());
        Sequences(new DateTimeShape());
        Sequences(new DateTimeOffsetShape());
        Sequences(new DateOnlyShape());
        Sequences(new JsonElementShape());
        Sequences(new TimeSpanShape());
        Sequences(new ComplexShape());
        Sequences(new TimeOnlyShape());
        Sequences<byte[]?>(new ByteArrayShape(new IntegerShape<byte>()));
        Sequences(new NullableShape<bool>(new BooleanShape()));
        Sequences(new NullableShape<int>(new IntegerShape<int>()));
        Sequences(new NullableShape<long>(new IntegerShape<long>()));
        Sequences(new NullableShape<double>(Double));
    }

    /// <summary>Memory and tensors of numbers.</summary>
    private static void AddMemory<T>(Shape<T> element)
    {
        Value(new MemoryShape<T>(element));
        Add(new TensorShape<T>(element));
    }

    /// <summary>A value type and its nullable form.</summary>
    private static void Value<T>(Shape<T> shape)
        where T : struct
    {
        Add(shape);
        Add(new NullableShape<T>(shape));
    }

    /// <summary>One-dimensional collections of elements, and dictionaries from text to them.</summary>
    private static Shape<T> Sequences<T>(Shape<T> element)
    {
        Add(new ArrayShape<T>(element));
        Add(new ListShape<T>(element));
        Add(new ReadOnlySequenceShape<IEnumerable<T>, T>(element));
        Add(new ReadOnlySequenceShape<IReadOnlyCollection<T>, T>(element));
        Add(new ReadOnlySequenceShape<IReadOnlyList<T>, T>(element));
        Add(new MutableSequenceShape<ICollection<T>, T>(element));
        Add(new MutableSequenceShape<IList<T>, T>(element));
        Add(new SetShape<T>(element));
        Dictionaries(String, element);
        return element;
    }

    /// <summary>Jagged and rectangular arrays, columns by name, and dictionaries from numbers and ids.</summary>
    private static void Grids<T>(Shape<T> element)
    {
        var row = new ArrayShape<T>(element);
        Add(new ArrayShape<T[]?>(row));
        Add(new ListShape<T[]?>(row));
        Add(new ReadOnlySequenceShape<IEnumerable<T[]?>, T[]?>(row));
        Add(new ReadOnlySequenceShape<IReadOnlyList<T[]?>, T[]?>(row));
        Add(new ListShape<List<T>?>(new ListShape<T>(element)));
        Add(new ReadOnlySequenceShape<IReadOnlyList<IReadOnlyList<T>?>, IReadOnlyList<T>?>(new ReadOnlySequenceShape<IReadOnlyList<T>, T>(element)));
        Add(new RectangularShape<T>(element));
        Add(new CubeShape<T>(element));
        Dictionaries(String, row);
        Dictionaries(String, new ListShape<T>(element));
        Dictionaries(String, new ReadOnlySequenceShape<IReadOnlyList<T>, T>(element));
        Dictionaries(new IntegerShape<int>(), element);
        Dictionaries(new IntegerShape<long>(), element);
        Dictionaries(new GuidShape(), element);
        Sequence(new DictionaryShape<Dictionary<string, T>, string, T>(String, element));
        Sequence(new DictionaryShape<IReadOnlyDictionary<string, T>, string, T>(String, element));
    }

    /// <summary>Rows that are dictionaries.</summary>
    private static void Sequence<T>(Shape<T> element)
    {
        Add(new ArrayShape<T>(element));
        Add(new ListShape<T>(element));
        Add(new ReadOnlySequenceShape<IReadOnlyList<T>, T>(element));
    }

    private static void Dictionaries<TKey, TValue>(Shape<TKey> key, Shape<TValue> value)
        where TKey : notnull
    {
        Add(new DictionaryShape<Dictionary<TKey, TValue>, TKey, TValue>(key, value));
        Add(new DictionaryShape<IDictionary<TKey, TValue>, TKey, TValue>(key, value));
        Add(new DictionaryShape<IReadOnlyDictionary<TKey, TValue>, TKey, TValue>(key, value));
    }

    private static void Add<T>(Shape<T> shape) => s_shapes.Add(typeof(T), shape);

    private static string DisplayName(Type type)
    {
        if (type.IsArray)
        {
            return $"{DisplayName(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{DisplayName(underlying)}?";
        }

        if (!type.IsGenericType)
        {
            var name = Serialization.TypeNames.Of(type);
            return name == type.Name ? type.FullName! : name;
        }

        var definition = type.GetGenericTypeDefinition().FullName!;
        return $"{definition[..definition.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(DisplayName))}>";
    }
}

/// <summary>The shape of one type, looked up once.</summary>
internal static class BuiltIn<T>
{
    public static readonly Shape<T>? Shape = typeof(T) == typeof(FormattedValue)
        ? (Shape<T>)(object)new FormattedShape()
        : BuiltInShapes.Find(typeof(T)) as Shape<T>;
}
