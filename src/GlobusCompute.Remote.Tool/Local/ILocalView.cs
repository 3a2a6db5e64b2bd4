using GlobusCompute.Remote.LocalService;

namespace GlobusCompute.Remote.Tool.Local;

/// <summary>How a running service shows itself on standard output.</summary>
internal interface ILocalView
{
    /// <summary>Shows the service until the token is canceled, and then returns.</summary>
    Task RunAsync(ReadyMessage ready, Func<LocalTaskStatistics> look, CancellationToken stop);
}
