using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GlobusCompute.Remote.Settings;

/// <summary>A setting that is a JSON object of the app's, which the app may change at any time: checked when it is set, and written for each call.</summary>
internal sealed class JsonOption
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? s_buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? s_writer;

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
    /// <param name="parameter">Where it came from, for the exception.</param>
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
                    throw new ArgumentException($"{Name} must not have the key '{name}': endpoints reserve it for themselves.", parameter);
                }
            }

            Check(value, parameter);
            return value.ToJsonString();
        }
        catch (Exception e)
            when ((e as ArgumentException)?.ParamName != parameter
                && e is ArgumentException or InvalidOperationException or NotSupportedException or JsonException)
        {
            throw new ArgumentException($"{Name} cannot be written as JSON: {e.Message}", parameter, e);
        }
    }

    /// <summary>Whether a text is what <see cref="Write"/> would give. Leaves nothing behind when it is.</summary>
    public static bool IsWrittenAs(JsonObject? value, string? text)
    {
        if (value is null || value.Count == 0)
        {
            return text is null;
        }

        if (text is null)
        {
            return false;
        }

        var buffer = s_buffer ??= new ArrayBufferWriter<byte>();
        var writer = s_writer ??= new Utf8JsonWriter(buffer);
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        try
        {
            value.WriteTo(writer);
            writer.Flush();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or NotSupportedException or JsonException)
        {
            // Written again by the other method, which says what is wrong.
            return false;
        }

        // The writer escapes all that is not ASCII.
        return Ascii.Equals(buffer.WrittenSpan, text);
    }

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
            throw new ArgumentException($"{Name} holds NaN or an infinity at {value.GetPath()}, which JSON does not have.", parameter);
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
                throw new ArgumentException($"{Name} contains an unpaired surrogate at {node.GetPath()}, which cannot be sent.", parameter);
            }
        }
    }
}
