using GlobusCompute.Remote.Filters;
using Polly;

namespace GlobusCompute.Remote.Hosting.Filters;

/// <summary>
/// Runs calls through a resilience pipeline of Polly. Each attempt submits a task of its own: retry only what may run twice, see
/// <see cref="ComputeResilience.ShouldRetry"/>.
/// </summary>
/// <param name="pipeline">The pipeline. It is asked for each call, so that a reloaded one takes effect.</param>
internal sealed class ResilienceFilter(Func<ResiliencePipeline> pipeline) : IComputeCallFilter
{
    /// <inheritdoc/>
    public async Task<T> InvokeAsync<T>(ComputeCallContext context, ComputeCallDelegate<T> proceed, CancellationToken cancellationToken)
    {
        var execution = ResilienceContextPool.Shared.Get(context.MethodName, continueOnCapturedContext: false, cancellationToken);
        execution.Properties.Set(ComputeResilience.CallKey, context);
        try
        {
            return await pipeline().ExecuteAsync(
                static async (execution, state) => await state.proceed(state.context, execution.CancellationToken).ConfigureAwait(false),
                execution,
                (context, proceed)).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(execution);
        }
    }
}
