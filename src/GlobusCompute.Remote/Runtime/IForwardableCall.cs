namespace GlobusCompute.Remote.Runtime;

/// <summary>A call that can be made by an executor of another client, whatever its types.</summary>
internal interface IForwardableCall
{
    /// <summary>Makes the call there, through that executor's filters.</summary>
    /// <param name="executor">An executor around whose calls filters run.</param>
    /// <param name="tag">The app's name for the call, or null.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>A future of the type that filters see.</returns>
    Task ForwardTo(ExecutorRuntime executor, string? tag, CancellationToken cancellationToken);
}
