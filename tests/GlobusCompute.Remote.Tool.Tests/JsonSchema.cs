using System.Text.Json;
using System.Text.RegularExpressions;
using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.Tool.Tests;

/// <summary>
/// Checks output against <c>docs/gcompute.schema.json</c>, by the words of JSON Schema that are used there. Members that the schema does not name are refused,
/// so that none is added without it.
/// </summary>
internal static class JsonSchema
{
    private static readonly HashSet<string> s_words = ["type", "properties", "required", "items", "enum", "pattern", "anyOf", "$ref"];

    private static readonly JsonElement s_definitions =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(TestPaths.Root, "docs", "gcompute.schema.json"))).RootElement.GetProperty("$defs");

    /// <summary>The names of all definitions.</summary>
    public static IEnumerable<string> Definitions => s_definitions.EnumerateObject().Select(static definition => definition.Name);

    /// <summary>Reads a line of output that is one object of a definition.</summary>
    public static JsonElement Parse(string line, string definition)
    {
        var json = JsonDocument.Parse(line).RootElement;
        Check(json, s_definitions.GetProperty(definition), definition);
        return json;
    }

    /// <summary>Reads output that is one object of a definition in each line.</summary>
    public static IReadOnlyList<JsonElement> ParseLines(string output, string definition) =>
        [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Parse(line, definition))];

    private static void Check(JsonElement json, JsonElement schema, string path)
    {
        foreach (var word in schema.EnumerateObject())
        {
            Assert.Contains(word.Name, s_words);
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            Check(json, s_definitions.GetProperty(reference.GetString()!["#/$defs/".Length..]), path);
        }

        if (schema.TryGetProperty("anyOf", out var any))
        {
            Assert.True(any.EnumerateArray().Any(one => Fits(json, one)), $"{path}: {json.GetRawText()} is none of {any.GetRawText()}");
        }

        if (schema.TryGetProperty("type", out var type))
        {
            var types = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(static one => one.GetString()!)] : new[] { type.GetString()! };
            Assert.True(types.Any(one => IsOf(json, one)), $"{path}: {json.GetRawText()} is not of the type {type.GetRawText()}");
        }

        if (schema.TryGetProperty("enum", out var values))
        {
            Assert.Contains(json.GetRawText(), values.EnumerateArray().Select(static value => value.GetRawText()));
        }

        if (schema.TryGetProperty("pattern", out var pattern))
        {
            Assert.Matches(new Regex(pattern.GetString()!), json.GetString());
        }

        if (schema.TryGetProperty("properties", out var properties) && json.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in json.EnumerateObject())
            {
                Assert.True(properties.TryGetProperty(member.Name, out var own), $"{path}: '{member.Name}' is not in the schema");
                Check(member.Value, own, $"{path}.{member.Name}");
            }

            Assert.All(schema.GetProperty("required").EnumerateArray(), name => Assert.True(json.TryGetProperty(name.GetString()!, out _), $"{path}: no {name}"));
        }

        if (schema.TryGetProperty("items", out var items))
        {
            Assert.All(json.EnumerateArray(), item => Check(item, items, $"{path}[]"));
        }
    }

    private static bool Fits(JsonElement json, JsonElement schema)
    {
        try
        {
            Check(json, schema, "");
            return true;
        }
        catch (Xunit.Sdk.XunitException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            // A pattern of a text, and no text.
            return false;
        }
    }

    private static bool IsOf(JsonElement json, string type) => type switch
    {
        "object" => json.ValueKind == JsonValueKind.Object,
        "array" => json.ValueKind == JsonValueKind.Array,
        "string" => json.ValueKind == JsonValueKind.String,
        "number" => json.ValueKind == JsonValueKind.Number,
        "integer" => json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out _),
        "boolean" => json.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => json.ValueKind == JsonValueKind.Null,
        _ => throw new ArgumentException($"The schema names the type '{type}'."),
    };
}
