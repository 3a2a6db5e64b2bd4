using System.Text.Json;
using System.Text.Json.Nodes;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>
/// A value among the rest of an object's members: read as a document, as System.Text.Json does, also where the dictionary would take any object. What no
/// document holds is read as <c>object</c> is elsewhere, if the dictionary takes it.
/// </summary>
internal sealed class ExtensionValueShape<T> : Shape<object?>
{
    public override void WriteTo(JsonBuffer output, object? value) => BuiltInShapes.Object.WriteTo(output, value);

    public override void PickleTo(PickleBuffer output, object? value) => BuiltInShapes.Object.PickleTo(output, value);

    public override object? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (typeof(T) != typeof(object))
        {
            return BuiltIn<T>.Shape!.ReadFrom(ref reader, options);
        }

        var again = reader;
        try
        {
            return DomText.Read(ref reader);
        }
        catch (ShapeException)
        {
            reader = again;
            return BuiltInShapes.Object.ReadFrom(ref reader, options);
        }
    }

    public override object? FromPython(PythonValue value, PythonReading reading)
    {
        if (typeof(T) != typeof(object))
        {
            return BuiltIn<T>.Shape!.FromPython(value, reading);
        }

        try
        {
            return BuiltIn<JsonElement>.Shape!.FromPython(value, reading);
        }
        catch (ShapeException) when (!value.IsNone)
        {
            return BuiltInShapes.Object.FromPython(value, reading);
        }
    }
}
