using System.Text.Json.Serialization;
using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Wire;

/// <summary>The functions that an endpoint runs.</summary>
internal sealed record AllowedFunctionsAnswer(
    Guid? EndpointId,
    bool? Restricted,
    [property: JsonConverter(typeof(IdListConverter))] IReadOnlyList<Guid>? Functions)
{
    /// <param name="id">The endpoint that was requested.</param>
    public ComputeAllowedFunctions ToAllowedFunctions(Guid id)
    {
        HashSet<Guid> functions = [.. Functions ?? []];

        // A list with nothing that says whether it restricts, restricts.
        return new ComputeAllowedFunctions(EndpointId ?? id, Restricted ?? functions.Count > 0, functions);
    }
}
