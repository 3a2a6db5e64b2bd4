namespace GlobusCompute.Remote.Wire;

/// <summary>The load of an endpoint.</summary>
internal sealed record EndpointStatusDetailsAnswer(int? TotalWorkers, int? IdleWorkers, int? PendingTasks, int? OutstandingTasks, int? Managers);
