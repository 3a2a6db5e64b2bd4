using System.Text.Json;
using System.Text.Json.Serialization;
using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Wire;

/// <summary>A list of endpoints. What has no id is left out.</summary>
[JsonConverter(typeof(Converter))]
internal sealed record EndpointsAnswer(IReadOnlyList<EndpointAnswer> Endpoints)
{
    public IReadOnlyList<ComputeEndpoint> ToEndpoints() =>
        [.. Endpoints.Where(static e => e.Uuid is not null).Select(static e => new ComputeEndpoint(e.Uuid!.Value, e.Name, e.DisplayName, e.Owner))];

    internal sealed class Converter : JsonConverter<EndpointsAnswer>
    {
        public override EndpointsAnswer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                throw new JsonException("It is not a list.");
            }

            var endpoints = new List<EndpointAnswer>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    endpoints.Add(JsonSerializer.Deserialize(ref reader, WireJson.Default.EndpointAnswer)!);
                }
                else
                {
                    reader.Skip();
                }
            }

            return new EndpointsAnswer(endpoints);
        }

        public override void Write(Utf8JsonWriter writer, EndpointsAnswer value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
