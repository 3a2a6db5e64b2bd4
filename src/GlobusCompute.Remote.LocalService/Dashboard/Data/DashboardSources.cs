using GlobusCompute.Remote.LocalService.Broker;
using GlobusCompute.Remote.LocalService.Faults;
using GlobusCompute.Remote.LocalService.Tasks;
using GlobusCompute.Remote.LocalService.Workers;

namespace GlobusCompute.Remote.LocalService.Dashboard.Data;

/// <summary>Where the dashboard finds what it shows.</summary>
/// <param name="EndpointId">The service's only endpoint.</param>
/// <param name="Tasks">The tasks.</param>
/// <param name="Functions">The functions.</param>
/// <param name="Pool">The workers.</param>
/// <param name="Stream">The stream of results; null without a broker.</param>
/// <param name="Faults">The simulated faults.</param>
/// <param name="Time">The clock.</param>
internal sealed record DashboardSources(
    Guid EndpointId, TaskStore Tasks, FunctionStore Functions, WorkerPool Pool, ResultStream? Stream, FaultSwitch Faults, TimeProvider Time);
