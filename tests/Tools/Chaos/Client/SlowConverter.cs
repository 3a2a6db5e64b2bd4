using System.Text.Json;
using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Chaos.Client;

/// <summary>A converter of an app that does too much.</summary>
internal sealed class SlowConverter : JsonConverter<SlowValue>
{
    public override SlowValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        Thread.Sleep(root.GetProperty("wait").GetInt32());
        return new SlowValue(root.GetProperty("number").GetInt64(), root.GetProperty("proof").GetInt64());
    }

    public override void Write(Utf8JsonWriter writer, SlowValue value, JsonSerializerOptions options) => throw new NotSupportedException("It only comes back.");
}
