namespace GlobusCompute.Remote.Models;

/// <summary>Represents the status of an endpoint. A number is null if the service did not return it.</summary>
/// <param name="Status">The service's word, e.g. <c>online</c> or <c>offline</c>; empty if it returned none.</param>
/// <param name="TotalWorkers">The number of workers.</param>
/// <param name="IdleWorkers">The number of idle workers.</param>
/// <param name="PendingTasks">The number of tasks that wait for a worker.</param>
/// <param name="OutstandingTasks">The number of tasks that have not completed.</param>
/// <param name="Managers">The number of processes that manage workers.</param>
public sealed record ComputeEndpointStatus(
    string Status, int? TotalWorkers = null, int? IdleWorkers = null, int? PendingTasks = null, int? OutstandingTasks = null, int? Managers = null)
{
    /// <summary>Gets whether the word is <c>online</c>. An endpoint that is not online still accepts tasks, which wait for it.</summary>
    public bool IsOnline => Status.Equals("online", StringComparison.OrdinalIgnoreCase);
}
