using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Models;

namespace GlobusCompute.Remote.Generators.Emission;

/// <summary>Writes the formats of a method that are not the library's defaults.</summary>
internal static class PayloadEmitter
{
    public static void WriteProperties(SourceWriter writer, PayloadModel payload)
    {
        Write(writer, "PositionalFormat", "PayloadFormat", payload.Positional);
        Write(writer, "KeywordFormat", "PayloadFormat", payload.Keyword);
        Write(writer, "Arrays", "ArrayForm", payload.Arrays);
        Write(writer, "Results", "ResultPreference", payload.Results);
    }

    private static void Write(SourceWriter writer, string property, string type, string? member)
    {
        if (member is not null)
        {
            writer.Line($"{property} = {RuntimeNames.Serialization}.{type}.{member},");
        }
    }
}
