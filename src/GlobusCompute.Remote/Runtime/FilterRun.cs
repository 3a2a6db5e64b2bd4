using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.Runtime;

/// <summary>One call on its way through the filters.</summary>
internal sealed class FilterRun<T, TInner>(
    FilterPipeline pipeline,
    FilteredCall call,
    CallTarget target,
    FunctionDefinition function,
    byte[] arguments,
    CallDetails details,
    FilteredSubmission<T, TInner> submission) : IForwardableCall
{
    /// <inheritdoc/>
    public Task ForwardTo(ComputeRuntime runtime, ComputeCallContext context, CancellationToken cancellationToken)
    {
        var settings = target.Settings.TaskGroup.IsGiven ? target.Settings : target.Settings with { TaskGroup = runtime.Targets.DefaultTaskGroup };
        var executor = new ExecutorRuntime(runtime, runtime.Targets.Create(new CallCounts(), settings, "options"), []);
        return executor.SubmitFiltered(
            function.With(null, context.Idempotent),
            PackedArguments.CopyOf(arguments),
            context.Tag,
            details with { Timeout = context.Timeout },
            submission,
            cancellationToken);
    }

    /// <summary>Runs the filters on the caller's thread, as far as they do not wait, and without its synchronization context.</summary>
    public Task<T> Begin(ComputeCallContext context)
    {
        var caller = SynchronizationContext.Current;
        if (caller is null)
        {
            return Invoke(0, context, call.Stopping);
        }

        // Who blocks on a future in a UI thread must not wait for a filter that waits for this thread.
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return Invoke(0, context, call.Stopping);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(caller);
        }
    }

    private Task<T> Invoke(int index, ComputeCallContext context, CancellationToken cancellationToken)
    {
        try
        {
            return index < pipeline.Count ? Filter(index, context, cancellationToken) : Submit(context, cancellationToken);
        }
        catch (Exception e)
        {
            // A filter that is not an async method may throw at once.
            return Task.FromException<T>(e);
        }
    }

    private Task<T> Filter(int index, ComputeCallContext context, CancellationToken cancellationToken)
    {
        var filter = pipeline[index];
        var outcome = filter.InvokeAsync<T>(
            context,
            (next, token) =>
            {
                ArgumentNullException.ThrowIfNull(next);
                return Invoke(index + 1, next, token);
            },
            cancellationToken);
        return outcome ?? throw new InvalidOperationException(
            $"{filter.GetType()}.{nameof(IComputeCallFilter.InvokeAsync)} returned null instead of a task.");
    }

    private Task<T> Submit(ComputeCallContext context, CancellationToken cancellationToken)
    {
        if (submission.WaitsForRoom)
        {
            return SubmitLaterAsync(context, cancellationToken);
        }

        var future = Start(context, pipeline.Enter(call, arguments), cancellationToken);
        return future as Task<T> ?? ConvertAsync(future);
    }

    private async Task<T> SubmitLaterAsync(ComputeCallContext context, CancellationToken cancellationToken)
    {
        var packed = await pipeline.EnterAsync(call, arguments, cancellationToken).ConfigureAwait(false);
        return await ConvertAsync(Start(context, packed, cancellationToken)).ConfigureAwait(false);
    }

    private async Task<T> ConvertAsync(ComputeFuture<TInner> future) => submission.Convert(await future.ConfigureAwait(false));

    private ComputeFuture<TInner> Start(ComputeCallContext context, PackedArguments packed, CancellationToken cancellationToken)
    {
        var inner = submission.Create(context, target.Inner, function.With(null, context.Idempotent), packed);
        var future = pipeline.Start(inner, context.Timeout, context.Observer?.Submitting(context, inner.Handle), cancellationToken);
        context.Submission = future;
        call.SetSubmission(future);
        return future;
    }
}
