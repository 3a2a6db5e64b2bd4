using System.Text.Json;
using System.Text.Json.Nodes;

namespace GlobusCompute.Remote.Settings;

/// <summary>A setting that is a JSON object of the app's: checked and written when it is set, so that a later change of the object has no effect.</summary>
internal sealed class JsonOption
{
    private readonly string[] _reserved;

    private JsonOption(string name, params string[] reserved)
    {
        Name = name;
        _reserved = reserved;
    }

    /// <summary>Values for the endpoint's template. The names that the endpoint itself gives to a template are not to be had (protocol.md §6.9).</summary>
    public static JsonOption UserEndpointConfig { get; } = new(
        nameof(ComputeExecutorOptions.UserEndpointConfig), "parent_config", "user_runtime", "mapped_identity", "_GC");

    public static JsonOption ResourceSpecification { get; } = new(nameof(ComputeExecutorOptions.ResourceSpecification));

    public string Name { get; }

    /// <summary>The text that travels; null for none. Empty objects are not sent (protocol.md §3.6).</summary>
    /// <param name="value">The app's object.</param>
    /// <param name="parameter">Where it came from, for the exception: <c>value</c> for a property of an executor, else options.</param>
    /// <exception cref="ArgumentException">It holds something that JSON cannot, or a reserved name. The message says where.</exception>
    public string? Write(JsonObject? value, string parameter)
    {
        try
        {
            if (value is null || value.Count == 0)
            {
                return null;
            }

            foreach (var name in _reserved)
            {
                if (value.ContainsKey(name))
                {
                    throw new ArgumentException($"{Shown(parameter)} must not have the key '{name}': endpoints reserve it for themselves.", parameter);
                }
            }

            Check(value, parameter);
            return value.ToJsonString();
        }
        catch (Exception e)
            when ((e as ArgumentException)?.ParamName != parameter
                && e is ArgumentException or InvalidOperationException or NotSupportedException or JsonException)
        {
            throw new ArgumentException($"{Shown(parameter)} cannot be written as JSON: {e.Message}", parameter, e);
        }
    }

    /// <summary>Makes an object of the text that travels; null for none. Each is a new one.</summary>
    public static JsonObject? Read(string? text) => text is null ? null : JsonNode.Parse(text)!.AsObject();

    private string Shown(string parameter) => ExecutorSettings.NameOf(Name, parameter);

    private void Check(JsonNode node, string parameter)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    RequireText(name, members, parameter);
                    CheckValue(value, parameter);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    CheckValue(item, parameter);
                }

                break;
            case JsonValue value:
                CheckLeaf(value, parameter);
                break;
        }
    }

    private void CheckValue(JsonNode? value, string parameter)
    {
        if (value is not null)
        {
            Check(value, parameter);
        }
    }

    private void CheckLeaf(JsonValue value, string parameter)
    {
        if ((value.TryGetValue(out double number) && !double.IsFinite(number)) || (value.TryGetValue(out float single) && !float.IsFinite(single)))
        {
            throw new ArgumentException($"{Shown(parameter)} holds NaN or an infinity at {value.GetPath()}, which JSON does not have.", parameter);
        }

        if (value.TryGetValue(out string? text))
        {
            RequireText(text, value, parameter);
        }
    }

    private void RequireText(string text, JsonNode node, string parameter)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                throw new ArgumentException($"{Shown(parameter)} contains an unpaired surrogate at {node.GetPath()}, which cannot be sent.", parameter);
            }
        }
    }
}
