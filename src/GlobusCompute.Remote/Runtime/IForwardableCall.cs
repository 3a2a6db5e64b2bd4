using GlobusCompute.Remote.Filters;

namespace GlobusCompute.Remote.Runtime;

/// <summary>A call that another client can make, whatever its types.</summary>
internal interface IForwardableCall
{
    /// <summary>Makes the call there, under the settings of the executor that it was made by.</summary>
    /// <param name="runtime">What the executors of a client with an observer share.</param>
    /// <param name="context">What filters have made of the options.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A future of the type that filters see.</returns>
    Task ForwardTo(ComputeRuntime runtime, ComputeCallContext context, CancellationToken cancellationToken);
}
