using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>A type of the app: from objects of its Python classes by the app's functions, from all else as if there were none.</summary>
internal sealed class ClassShape<T>(IReadOnlyDictionary<string, Func<PythonObject, T>> makers, PayloadRules plain) : Shape<T>
{
    public override void WriteTo(JsonBuffer output, T value) => output.Serialize(value, plain.InfoOf<T>());

    public override T ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) => JsonSerializer.Deserialize(ref reader, plain.InfoOf<T>())!;

    public override T FromPython(PythonValue value, PythonReading reading)
    {
        if (value is PythonObject found && makers.TryGetValue(found.TypeName, out var make))
        {
            reading.Make();
            return make(found);
        }

        return value.IsNone && default(T) is null
            ? default!
            : PythonConversion.ThroughJson(value, plain.InfoOf<T>(), new PythonReading(plain.Options, reading))!;
    }
}
