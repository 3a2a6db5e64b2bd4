using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>How one type is written for Python and read back: directly, or as a converter inside types of the app.</summary>
internal abstract class Shape<T> : JsonConverter<T>, IShape
{
    public sealed override bool HandleNull => true;

    /// <summary>Whether values are single things, which Python can hash.</summary>
    public virtual bool IsScalar => false;

    public abstract void WriteTo(JsonBuffer output, T value);

    /// <summary>Pickles a value; where nothing else is said, as what its JSON stands for.</summary>
    public virtual void PickleTo(PickleBuffer output, T value) => output.Transcode(output.Rules.PickleOptions, text => WriteTo(text, value));

    /// <summary>Reads from the value's first token to its last.</summary>
    public abstract T ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options);

    /// <summary>Reads a value that arrived in another form than JSON.</summary>
    public abstract T FromPython(PythonValue value, PythonReading reading);

    /// <summary>Reads a dictionary key that arrived in another form than JSON.</summary>
    public virtual T FromPythonKey(PythonValue key, PythonReading reading) => FromPython(key, reading);

    /// <summary>Copies the elements of a numpy array in C order, where they lie in memory as they do here or can be converted without loss.</summary>
    /// <returns>False when they are to be read one by one.</returns>
    public virtual bool TryCopy(PythonArray array, Span<T> destination) => false;

    /// <summary>Writes a dictionary key, quotes included.</summary>
    public virtual void WriteKey(JsonBuffer output, T key) =>
        throw new ShapeException($"{TypeNames.Of(typeof(T))} is no type for dictionary keys: Python reads text.");

    /// <summary>Reads a dictionary key.</summary>
    public virtual T ReadKey(ref Utf8JsonReader reader) => throw new ShapeException($"{TypeNames.Of(typeof(T))} is no type for dictionary keys.");

    public void WriteBoxed(JsonBuffer output, object value) => WriteTo(output, (T)value);

    public object? FromPythonBoxed(PythonValue value, PythonReading reading) => FromPython(value, reading);

    public void PickleBoxed(PickleBuffer output, object value) => PickleTo(output, (T)value);

    public void WriteBoxed(Utf8JsonWriter writer, object? value, JsonSerializerOptions options) => Write(writer, (T)value!, options);

    public object? ReadBoxed(ref Utf8JsonReader reader, JsonSerializerOptions options) => Read(ref reader, typeof(T), options);

    public JsonConverter CreatePickled() => new PickledShapeConverter<T>(this);

    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        var buffer = JsonBuffer.RentBelow(writer, options);
        try
        {
            WriteTo(buffer, value);
            writer.WriteRawValue(buffer.Written, skipInputValidation: true);
        }
        finally
        {
            JsonBuffer.GiveBack(buffer);
        }
    }

    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PythonReading.TryTake(ref reader, out var value, out var reading) ? FromPython(value, reading) : ReadFrom(ref reader, options);

    public sealed override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadKey(ref reader);

    public sealed override void WriteAsPropertyName(Utf8JsonWriter writer, [DisallowNull] T value, JsonSerializerOptions options)
    {
        if (typeof(T) != typeof(string))
        {
            JsonBuffer.Serializing?.ExpectInexact();
        }

        var buffer = JsonBuffer.RentBelow(writer, options);
        try
        {
            WriteKey(buffer, value);
            var content = buffer.Written[1..^1];

            // The writer takes no escaped names. It would turn a lone surrogate into U+FFFD, so such a key is refused here.
            if (content.Contains((byte)'\\'))
            {
                var name = JsonStringText.ToText(content, hasEscapes: true);
                ReadJson.RefuseLoneSurrogate(name);
                writer.WritePropertyName(name);
            }
            else
            {
                writer.WritePropertyName(content);
            }
        }
        finally
        {
            JsonBuffer.GiveBack(buffer);
        }
    }
}
