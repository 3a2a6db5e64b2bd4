using System.Text.Json;
using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>
/// Gives System.Text.Json the library's shapes for members of types of the app. As converters, not as metadata: metadata of all built-in types would be
/// compiled into every native program, used or not.
/// </summary>
internal sealed class ShapeConverters : JsonConverterFactory
{
    private readonly bool _arePickled;

    private ShapeConverters(bool arePickled) => _arePickled = arePickled;

    /// <summary>Gets the shapes as they read and write JSON.</summary>
    public static ShapeConverters OfJson { get; } = new(arePickled: false);

    /// <summary>Gets the shapes that are pickled beside the JSON text.</summary>
    public static ShapeConverters OfPickles { get; } = new(arePickled: true);

    public override bool CanConvert(Type typeToConvert) => BuiltInShapes.Find(typeToConvert) is not null;

    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) => BuiltInShapes.Find(typeToConvert) switch
    {
        null => null,
        var shape when _arePickled => shape.CreatePickled(),
        var shape => (JsonConverter)shape,
    };
}
