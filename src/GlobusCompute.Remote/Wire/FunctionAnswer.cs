using System.Text.Json.Serialization;

namespace GlobusCompute.Remote.Wire;

/// <summary>A registered function.</summary>
internal sealed record FunctionAnswer(
    Guid? FunctionUuid,
    string? FunctionName,
    string? Description,
    string? FunctionCode,
    [property: JsonConverter(typeof(ObjectOrNullConverter<FunctionMetadataAnswer>))] FunctionMetadataAnswer? Metadata);
