namespace GlobusCompute.Remote.Filters;

/// <summary>Sees each task of a client behind all filters: for the test package, which decides what becomes of it.</summary>
internal interface ICallObserver
{
    /// <summary>The service has accepted a call, for the first time or again.</summary>
    /// <param name="context">The call.</param>
    /// <param name="taskId">The task that it is.</param>
    void Accepted(ComputeCallContext context, Guid taskId);
}
