using System.Text.Json;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>How one type is written for Python and read back: directly, or by a <see cref="ShapeConverter{T}"/> inside types of the app.</summary>
/// <remarks>
/// It is not a <see cref="JsonConverter{T}"/> itself: each of those brings some eighty types of System.Text.Json into a native program, and there are hundreds
/// of built-in shapes.
/// </remarks>
internal abstract class Shape<T> : IShape
{
    /// <summary>Whether values are single things, which Python can hash.</summary>
    public virtual bool IsScalar => false;

    /// <summary>Whether values are collections to which others can be added, as System.Text.Json sees the type.</summary>
    public virtual bool CanPopulate => false;

    /// <summary>Whether nothing that is read refers to the memory in which it arrived.</summary>
    public virtual bool IsCopied => false;

    public abstract void WriteTo(JsonBuffer output, T value);

    /// <summary>Pickles a value; where nothing else is said, as what its JSON stands for.</summary>
    public virtual void PickleTo(PickleBuffer output, T value) => output.Transcode(output.Rules.PickleOptions, text => WriteTo(text, value));

    /// <summary>Reads from the value's first token to its last.</summary>
    public abstract T ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options);

    /// <summary>Reads a value that arrived in another form than JSON.</summary>
    public abstract T FromPython(PythonValue value, PythonReading reading);

    /// <summary>Reads a value of a pickle where it lies.</summary>
    public virtual T FromCell(PickleCells cells, int at, PythonReading reading) => FromPython(cells.ValueAt(at), reading);

    /// <summary>Reads a dictionary key that arrived in another form than JSON.</summary>
    public virtual T FromPythonKey(PythonValue key, PythonReading reading) => FromPython(key, reading);

    /// <summary>Copies the elements of a numpy array in C order, where they lie in memory as they do here or can be converted without loss.</summary>
    /// <returns>False when they are to be read one by one.</returns>
    public virtual bool TryCopy(PythonArray array, Span<T> destination) => false;

    /// <summary>Writes a dictionary key, quotes included.</summary>
    public virtual void WriteKey(JsonBuffer output, T key) =>
        throw new ShapeException($"{TypeNames.Of(typeof(T))} is not a type for dictionary keys: Python reads text.");

    /// <summary>Reads a dictionary key.</summary>
    public virtual T ReadKey(ref Utf8JsonReader reader) => throw new ShapeException($"{TypeNames.Of(typeof(T))} is not a type for dictionary keys.");

    /// <summary>Adds what one collection holds to another.</summary>
    public virtual void Populate(object target, object added) => throw NotAddedTo(target);

    protected static ShapeException NotAddedTo(object target) => new($"Nothing can be added to {TypeNames.Of(target.GetType())}.");

    /// <summary>
    /// Makes the converter by which System.Text.Json calls the shape: of the type itself where boxing would cost an object, of <see cref="object"/> elsewhere.
    /// </summary>
    public virtual JsonConverter CreateConverter() => typeof(T).IsValueType ? new ShapeConverter<T>(this) : new ShapeConverter<object?>(new BoxedShape(this));

    /// <summary>Makes the converter by which System.Text.Json has the shape pickled.</summary>
    public virtual JsonConverter CreatePickled() =>
        typeof(T).IsValueType ? new PickledShapeConverter<T>(this) : new PickledShapeConverter<object?>(new BoxedShape(this));

    public void WriteBoxed(JsonBuffer output, object? value) => WriteTo(output, (T)value!);

    public object? ReadBoxed(ref Utf8JsonReader reader, JsonSerializerOptions options) => ReadFrom(ref reader, options);

    public void WriteKeyBoxed(JsonBuffer output, object key) => WriteKey(output, (T)key);

    public object? ReadKeyBoxed(ref Utf8JsonReader reader) => ReadKey(ref reader);

    public object? FromPythonBoxed(PythonValue value, PythonReading reading) => FromPython(value, reading);

    public object? FromCellBoxed(PickleCells cells, int at, PythonReading reading) => FromCell(cells, at, reading);

    public object? FromPythonKeyBoxed(PythonValue key, PythonReading reading) => FromPythonKey(key, reading);

    public void PickleBoxed(PickleBuffer output, object? value) => PickleTo(output, (T)value!);
}
