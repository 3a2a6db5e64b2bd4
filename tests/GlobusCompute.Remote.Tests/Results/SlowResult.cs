using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Tests.Results;

/// <summary>A type of the app whose converter does what a test wants, by the key that stands in the result.</summary>
[JsonConverter(typeof(Converter))]
internal sealed class SlowResult
{
    private static readonly ConcurrentDictionary<string, Func<SlowResult?>> s_reads = new();

    /// <summary>Makes a result whose reading runs something.</summary>
    /// <returns>The serialised result.</returns>
    public static string That(Func<SlowResult?> read)
    {
        var key = Guid.NewGuid().ToString("N");
        s_reads[key] = read;
        return $"11\n\"{key}\"";
    }

    private sealed class Converter : JsonConverter<SlowResult>
    {
        public override SlowResult? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => s_reads[reader.GetString()!]();

        public override void Write(Utf8JsonWriter writer, SlowResult value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
