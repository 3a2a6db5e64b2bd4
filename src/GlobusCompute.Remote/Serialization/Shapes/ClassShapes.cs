using System.Text.Json;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>The types that the app makes of its own Python classes.</summary>
internal sealed class ClassShapes : JsonConverterFactory
{
    private readonly Dictionary<Type, IShape> _shapes = [];

    public ClassShapes(IEnumerable<PythonClassConverter> converters, PayloadRules plain)
    {
        foreach (var group in converters.GroupBy(c => c.TargetType))
        {
            _shapes.Add(group.Key, group.First().CreateShape([.. group], plain));
        }
    }

    public override bool CanConvert(Type typeToConvert) => _shapes.ContainsKey(typeToConvert);

    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) => Find(typeToConvert)?.CreateConverter();

    public IShape? Find(Type type) => _shapes.GetValueOrDefault(type);
}
