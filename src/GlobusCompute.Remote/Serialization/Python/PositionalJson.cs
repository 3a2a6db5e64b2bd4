using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>Objects whose attributes came without names, as JSON for a type of the app.</summary>
internal static class PositionalJson
{
    /// <summary>Writes values that came without names, in the order in which their class has them: the type's members in its own.</summary>
    public static void Write(JsonBuffer output, IReadOnlyList<PythonValue> values, JsonTypeInfo info, PythonReading reading)
    {
        var properties = info.Properties.Where(static p => !p.IsExtensionData).ToList();
        if (properties.Count != values.Count)
        {
            throw new ShapeException($"Found an object whose {values.Count} attributes came without their names, as those of a frozen dataclass with slots do, "
                + $"where a type of as many members was wanted ({TypeNames.Of(info.Type)} has {properties.Count}).");
        }

        reading.Make();
        reading.Enter();
        output.Enter('{');
        for (var i = 0; i < values.Count; i++)
        {
            reading.Charge(32 + (4L * properties[i].Name.Length));
            output.Raw(i == 0 ? ""u8 : ", "u8);
            output.Text(properties[i].Name);
            output.Raw(": "u8);
            try
            {
                TypedPythonJson.Write(output, values[i], properties[i].PropertyType, reading);
            }
            catch (ShapeException e) when (e.NoteAndDecline(properties[i].Name))
            {
                throw;
            }
        }

        output.Leave('}');
        reading.Leave();
    }
}
