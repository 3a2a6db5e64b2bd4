using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
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

    /// <summary>Whether values are collections to which others can be added, as System.Text.Json sees the type.</summary>
    bool CanPopulate { get; }

    /// <summary>Adds what one collection holds to another.</summary>
    /// <exception cref="ShapeException">It takes nothing.</exception>
    void Populate(object target, object added);

    /// <summary>Metadata by which System.Text.Json calls the shape.</summary>
    JsonTypeInfo CreateInfo(JsonSerializerOptions options);

    /// <summary>Metadata by which System.Text.Json has the shape pickled.</summary>
    JsonTypeInfo CreatePickledInfo(JsonSerializerOptions options);
}
