using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>
/// Gives System.Text.Json the library's shapes for members of types of the app. As converters, not as metadata: metadata of all built-in types would be
/// compiled into every native program, used or not.
/// </summary>
internal sealed class ShapeConverters : JsonConverterFactory
{
    private static readonly ConcurrentDictionary<IShape, ShapeConverter<object?>> s_boxed = [];

    private readonly bool _arePickled;

    private ShapeConverters(bool arePickled) => _arePickled = arePickled;

    /// <summary>Gets the shapes as they read and write JSON.</summary>
    public static ShapeConverters OfJson { get; } = new(arePickled: false);

    /// <summary>Gets the shapes that are pickled beside the JSON text.</summary>
    public static ShapeConverters OfPickles { get; } = new(arePickled: true);

    /// <summary>Finds the converter of a built-in type that is known at run time only; null when the type is not built in.</summary>
    public static ShapeConverter<object?>? FindBoxed(Type type) => BuiltInShapes.Find(type) is { } shape
        ? s_boxed.GetOrAdd(shape, static shape => new ShapeConverter<object?>(new BoxedShape(shape)))
        : null;

    public override bool CanConvert(Type typeToConvert) => BuiltInShapes.Find(typeToConvert) is not null;

    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) => BuiltInShapes.Find(typeToConvert) switch
    {
        null => null,
        var shape when _arePickled => shape.CreatePickled(),
        var shape => shape.CreateConverter(),
    };
}
