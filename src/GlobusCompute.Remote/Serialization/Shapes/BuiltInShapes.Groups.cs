using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <content>The list.</content>
internal static partial class BuiltInShapes
{
    /// <summary>The shapes that others are made of.</summary>
    public static FloatShape<double> Double { get; } = new();

    public static ObjectShape Object { get; } = new();

    private static StringShape String { get; } = new();

    // Most apps use the shapes of few types. To compile the constructors of all of them would take a good part of the time to the first result.
    private static readonly Dictionary<Type, Group> s_groups = new()
    {
        [typeof(bool)] = new(static () =>
        {
            var shape = new BooleanShape();
            Value(shape);
            Grids(Sequences(shape));
            Sequences(new NullableShape<bool>(shape));
            AddMemory(shape);
        }),
        [typeof(char)] = new(static () => Value(new CharShape())),
        [typeof(sbyte)] = new(static () =>
        {
            var shape = new IntegerShape<sbyte>();
            Value(shape);
            Sequences(shape);
            AddMemory(shape);
        }),
        [typeof(byte)] = new(static () =>
        {
            var shape = new IntegerShape<byte>();
            var array = new ByteArrayShape(shape);
            Value(shape);
            Add(array);
            Sequences<byte[]?>(array);
            Value(new MemoryShape());
            Value(new ReadOnlyMemoryShape());
            Add(new TensorShape<byte>(shape));
        }),
        [typeof(short)] = new(static () =>
        {
            var shape = new IntegerShape<short>();
            Value(shape);
            Sequences(shape);
            AddMemory(shape);
        }),
        [typeof(ushort)] = new(static () =>
        {
            var shape = new IntegerShape<ushort>();
            Value(shape);
            Sequences(shape);
            AddMemory(shape);
        }),
        [typeof(int)] = new(static () =>
        {
            var shape = new IntegerShape<int>();
            Value(shape);
            Grids(Sequences(shape));
            Sequences(new NullableShape<int>(shape));
            AddMemory(shape);
        }),
        [typeof(uint)] = new(static () =>
        {
            var shape = new IntegerShape<uint>();
            Value(shape);
            Sequences(shape);
            AddMemory(shape);
        }),
        [typeof(long)] = new(static () =>
        {
            var shape = new IntegerShape<long>();
            Value(shape);
            Grids(Sequences(shape));
            Sequences(new NullableShape<long>(shape));
            AddMemory(shape);
        }),
        [typeof(ulong)] = new(static () =>
        {
            var shape = new IntegerShape<ulong>();
            Value(shape);
            Sequences(shape);
            AddMemory(shape);
        }),
        [typeof(Int128)] = new(static () => Value(new IntegerShape<Int128>())),
        [typeof(UInt128)] = new(static () => Value(new IntegerShape<UInt128>())),
        [typeof(BigInteger)] = new(static () =>
        {
            var shape = new BigIntegerShape();
            Value(shape);
            Sequences(shape);
        }),
        [typeof(Half)] = new(static () =>
        {
            var shape = new FloatShape<Half>();
            Value(shape);
            Sequences(shape);
            AddMemory(shape);
        }),
        [typeof(float)] = new(static () =>
        {
            var shape = new FloatShape<float>();
            Value(shape);
            Grids(Sequences(shape));
            AddMemory(shape);
        }),
        [typeof(double)] = new(static () =>
        {
            var shape = Double;
            Value(shape);
            Grids(Sequences(shape));
            Sequences(new NullableShape<double>(shape));
            AddMemory(shape);
        }),
        [typeof(decimal)] = new(static () =>
        {
            var shape = new DecimalShape();
            Value(shape);
            Sequences(shape);
        }),
        [typeof(Guid)] = new(static () =>
        {
            var shape = new GuidShape();
            Value(shape);
            Sequences(shape);
        }),
        [typeof(DateTime)] = new(static () =>
        {
            var shape = new DateTimeShape();
            Value(shape);
            Sequences(shape);
        }),
        [typeof(DateTimeOffset)] = new(static () =>
        {
            var shape = new DateTimeOffsetShape();
            Value(shape);
            Sequences(shape);
        }),
        [typeof(DateOnly)] = new(static () =>
        {
            var shape = new DateOnlyShape();
            Value(shape);
            Sequences(shape);
        }),
        [typeof(TimeOnly)] = new(static () =>
        {
            var shape = new TimeOnlyShape();
            Value(shape);
            Sequences(shape);
        }),
        [typeof(JsonElement)] = new(static () =>
        {
            var shape = new JsonElementShape();
            Value(shape);
            Sequences(shape);
        }),
        [typeof(TimeSpan)] = new(static () =>
        {
            var shape = new TimeSpanShape();
            Value(shape);
            Sequences(shape);
        }),
        [typeof(Complex)] = new(static () =>
        {
            var shape = new ComplexShape();
            Value(shape);
            Sequences(shape);
            AddMemory(shape);
        }),
        [typeof(string)] = new(static () =>
        {
            Add(String);
            Grids(Sequences(String));
        }),
        [typeof(object)] = new(static () =>
        {
            Add(Object);
            Grids(Sequences<object?>(Object));
        }),
        [typeof(Uri)] = new(static () => Add(new UriShape())),
        [typeof(Version)] = new(static () => Add(new VersionShape())),
        [typeof(JsonDocument)] = new(static () => Add(new JsonDocumentShape())),
        [typeof(JsonNode)] = new(static () => Add(new JsonNodeShape<JsonNode>())),
        [typeof(JsonObject)] = new(static () => Add(new JsonNodeShape<JsonObject>())),
        [typeof(JsonArray)] = new(static () => Add(new JsonNodeShape<JsonArray>())),
        [typeof(JsonValue)] = new(static () => Add(new JsonNodeShape<JsonValue>())),
        [typeof(PythonValue)] = new(static () =>
        {
            var shape = new PythonValueShape();
            Add(shape);
            Sequences<PythonValue?>(shape);
        }),
        [typeof(PythonError)] = new(static () => Add(new PythonErrorShape())),
        [typeof(PythonObject)] = new(static () => Add(new PythonKindShape<PythonObject>("an object of some class (PythonObject)"))),
        [typeof(PythonArray)] = new(static () => Add(new PythonKindShape<PythonArray>("a numpy array (PythonArray)"))),
    };

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

    private static void Add<T>(Shape<T> shape)
    {
        if (RootOf(typeof(T)) != s_root)
        {
            throw new InvalidOperationException($"{typeof(T)} is not found in the group of {s_root}.");
        }

        s_shapes[typeof(T)] = shape;
    }
}
