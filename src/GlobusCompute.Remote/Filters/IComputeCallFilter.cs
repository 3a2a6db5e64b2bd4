namespace GlobusCompute.Remote.Filters;

/// <summary>
/// Runs around calls: it sees what is called with which arguments, and may change options, call several times, answer by itself, or look at the outcome.
/// Filters are given in <see cref="ComputeClientOptions.Filters"/> and <see cref="ComputeExecutorOptions.Filters"/>.
/// </summary>
/// <remarks>
/// <para>
/// A filter runs for each call of a proxy, of <c>Submit</c> and of a command, and for each task of a Map, on the caller's thread up to its first <c>await</c>,
/// without the caller's synchronization context. Arguments are serialized before, so that a bad argument still throws at the call. A task with several items
/// of a Map has the result type <c>IReadOnlyList&lt;ComputeMapItem&lt;T&gt;&gt;</c>. Reloaded tasks have no filters.
/// </para>
/// <para>Filters are shared by all calls and must be thread-safe.</para>
/// </remarks>
public interface IComputeCallFilter
{
    /// <summary>Runs around one call.</summary>
    /// <param name="context">What is called, and the options that may be changed.</param>
    /// <param name="proceed">
    /// Runs the filters behind this one, and then submits the call. It may be called several times, also at once: each time is a task of its own. Not calling
    /// it answers without a task.
    /// </param>
    /// <param name="cancellationToken">Canceled when the future is canceled, its time limit has passed or the client is disposed.</param>
    /// <typeparam name="T">The result's type; <see cref="object"/> for a call whose result is ignored, whose value is null.</typeparam>
    /// <returns>The outcome of the future: its value, its exception or its cancellation.</returns>
    Task<T> InvokeAsync<T>(ComputeCallContext context, ComputeCallDelegate<T> proceed, CancellationToken cancellationToken);
}
