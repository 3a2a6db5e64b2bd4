namespace GlobusCompute.Remote.Models;

/// <summary>Represents the status of an endpoint. A number is null if the service did not return it.</summary>
/// <param name="Status">The service's word, e.g. <c>online</c> or <c>offline</c>; empty when it gave none.</param>
/// <param name="TotalWorkers">Workers there are.</param>
/// <param name="IdleWorkers">Workers that do nothing.</param>
/// <param name="PendingTasks">Tasks that wait for a worker.</param>
/// <param name="OutstandingTasks">Tasks that have not ended.</param>
/// <param name="Managers">Processes that hold workers.</param>
public sealed record ComputeEndpointStatus(
    string Status, int? TotalWorkers = null, int? IdleWorkers = null, int? PendingTasks = null, int? OutstandingTasks = null, int? Managers = null)
{
    /// <summary>Gets whether the word is <c>online</c>. An endpoint that is not takes tasks all the same; they wait for it.</summary>
    public bool IsOnline => Status.Equals("online", StringComparison.OrdinalIgnoreCase);
}
