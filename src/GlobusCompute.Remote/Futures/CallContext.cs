using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Futures;

/// <summary>What all calls of a client have in common.</summary>
/// <param name="Lifecycle">Notified of the progress of each call.</param>
/// <param name="TimeProvider">The clock.</param>
/// <param name="Logger">Where a listener's failure is logged.</param>
/// <param name="Service">The address of the service.</param>
internal sealed record CallContext(ICallLifecycle Lifecycle, TimeProvider TimeProvider, ILogger Logger, Uri Service);
