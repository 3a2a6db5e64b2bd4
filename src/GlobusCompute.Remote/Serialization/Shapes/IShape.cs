using System.Text.Json;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>A shape seen from a table of all.</summary>
internal interface IShape
{
    /// <summary>Writes a value of the shape's type.</summary>
    void WriteBoxed(JsonBuffer output, object value);

    /// <summary>Pickles a value of the shape's type.</summary>
    void PickleBoxed(PickleBuffer output, object value);

    /// <summary>Whether values are single things, which Python can hash: numbers, text, moments.</summary>
    bool IsScalar { get; }

    /// <summary>Reads a value that arrived in another form than JSON.</summary>
    object? FromPythonBoxed(PythonValue value, PythonReading reading);

    /// <summary>Writes a value where System.Text.Json is writing.</summary>
    void WriteBoxed(Utf8JsonWriter writer, object? value, JsonSerializerOptions options);

    /// <summary>Reads a value where System.Text.Json is reading.</summary>
    object? ReadBoxed(ref Utf8JsonReader reader, JsonSerializerOptions options);

    /// <summary>Makes the converter by which System.Text.Json has the shape pickled.</summary>
    JsonConverter CreatePickled();
}
