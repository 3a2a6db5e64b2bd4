namespace GlobusCompute.Remote.Filters;

/// <summary>Runs what comes behind a filter: the filters after it, and then the submission of the call.</summary>
/// <param name="context">The call, with its options as they are now.</param>
/// <param name="cancellationToken">Cancels this time alone: the call is withdrawn before it is sent, abandoned afterwards.</param>
/// <typeparam name="T">The result's type.</typeparam>
/// <returns>The outcome. It faults with any failure; nothing is thrown at the call of the delegate.</returns>
public delegate Task<T> ComputeCallDelegate<T>(ComputeCallContext context, CancellationToken cancellationToken);
