using System.Text.Json.Serialization;
using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Wire;

/// <summary>The status of an endpoint.</summary>
internal sealed record EndpointStatusAnswer(
    string? Status,
    [property: JsonConverter(typeof(ObjectOrNullConverter<EndpointStatusDetailsAnswer>))] EndpointStatusDetailsAnswer? Details)
{
    public ComputeEndpointStatus ToStatus() => new(
        Status ?? "", Details?.TotalWorkers, Details?.IdleWorkers, Details?.PendingTasks, Details?.OutstandingTasks, Details?.Managers);
}
