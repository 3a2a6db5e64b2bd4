using System.Text.Json;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>A shape seen from a table of all.</summary>
internal interface IShape
{
    /// <summary>Gets whether values are single things, which Python can hash: numbers, text, moments.</summary>
    bool IsScalar { get; }

    /// <summary>Writes a value of the shape's type.</summary>
    void WriteBoxed(JsonBuffer output, object? value);

    /// <summary>Writes a dictionary key of the shape's type, quotes included.</summary>
    void WriteKeyBoxed(JsonBuffer output, object key);

    /// <summary>Pickles a value of the shape's type.</summary>
    void PickleBoxed(PickleBuffer output, object? value);

    /// <summary>Reads from the value's first token to its last.</summary>
    object? ReadBoxed(ref Utf8JsonReader reader, JsonSerializerOptions options);

    /// <summary>Reads a dictionary key.</summary>
    object? ReadKeyBoxed(ref Utf8JsonReader reader);

    /// <summary>Reads a value that arrived in another form than JSON.</summary>
    object? FromPythonBoxed(PythonValue value, PythonReading reading);

    /// <summary>Reads a value of a pickle where it lies.</summary>
    object? FromCellBoxed(PickleCells cells, int at, PythonReading reading);

    /// <summary>Reads a dictionary key that arrived in another form than JSON.</summary>
    object? FromPythonKeyBoxed(PythonValue key, PythonReading reading);

    /// <summary>Gets whether values are collections to which others can be added, as System.Text.Json sees the type.</summary>
    bool CanPopulate { get; }

    /// <summary>Adds what one collection holds to another.</summary>
    /// <exception cref="ShapeException">It takes nothing.</exception>
    void Populate(object target, object added);

    /// <summary>Makes the converter by which System.Text.Json calls the shape.</summary>
    JsonConverter CreateConverter();

    /// <summary>Makes the converter by which System.Text.Json has the shape pickled.</summary>
    JsonConverter CreatePickled();
}
