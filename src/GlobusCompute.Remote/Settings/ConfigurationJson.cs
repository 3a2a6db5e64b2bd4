using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GlobusCompute.Remote.Settings;

/// <summary>Makes JSON objects of configuration, which knows only keys and text.</summary>
public static class ConfigurationJson
{
    /// <summary>
    /// Makes an object of a section: <c>ConfigurationJson.Read(section.AsEnumerable(makePathsRelative: true))</c>. Nested sections become objects, and those
    /// whose keys are 0, 1, 2 and so on become arrays. A value that is JSON (a number, <c>true</c>, <c>false</c>, <c>null</c>, text in quotes, an object, an
    /// array) becomes that, and any other text. So the number 2 needs no more than <c>"nodes": 2</c> in <c>appsettings.json</c>, and text that looks like a
    /// number is written with quotes of its own, <c>"account": "\"007\""</c>; one with leading zeros such as <c>007</c> is not JSON, and stays text.
    /// </summary>
    /// <param name="values">
    /// Paths below the section, with <c>:</c> between their keys, and their values; null for a section that has no value of its own.
    /// </param>
    /// <returns>The object, or null where there are no values.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    public static JsonObject? Read(IEnumerable<KeyValuePair<string, string?>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var root = new Section();
        foreach (var (path, value) in values)
        {
            if (path.Length > 0)
            {
                root.Add(path.Split(':'), value);
            }
        }

        return root.ToObject();
    }

    private sealed class Section
    {
        // Keys of configuration have no case.
        private readonly SortedDictionary<string, Section> _sections = new(StringComparer.OrdinalIgnoreCase);
        private string? _value;

        public void Add(ReadOnlySpan<string> path, string? value)
        {
            var section = this;
            foreach (var key in path)
            {
                if (!section._sections.TryGetValue(key, out var next))
                {
                    section._sections[key] = next = new Section();
                }

                section = next;
            }

            section._value = value;
        }

        public JsonObject? ToObject()
        {
            if (_sections.Count == 0)
            {
                return null;
            }

            var members = new JsonObject();
            foreach (var (name, section) in _sections)
            {
                members.Add(name, section.ToNode());
            }

            return members;
        }

        private JsonNode? ToNode()
        {
            if (_sections.Count == 0)
            {
                return Parse(_value);
            }

            var items = new JsonNode?[_sections.Count];
            foreach (var (key, section) in _sections)
            {
                if (!int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= items.Length)
                {
                    return ToObject();
                }

                items[index] = section.ToNode();
            }

            return new JsonArray(items);
        }

        private static JsonNode? Parse(string? text)
        {
            // The JSON files of configuration give true as True.
            if (bool.TryParse(text, out var flag))
            {
                return JsonValue.Create(flag);
            }

            try
            {
                return text is null ? null : JsonNode.Parse(text);
            }
            catch (JsonException)
            {
                return JsonValue.Create(text);
            }
        }
    }
}
