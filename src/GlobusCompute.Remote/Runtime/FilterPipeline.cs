using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Runtime;

/// <summary>The filters of an executor, and the calls that go through them.</summary>
internal sealed class FilterPipeline(ComputeRuntime runtime, IReadOnlyList<IComputeCallFilter> filters)
{
    /// <summary>Sends a call through the filters.</summary>
    /// <param name="target">Where it goes.</param>
    /// <param name="function">What it runs, resolved.</param>
    /// <param name="arguments">Its arguments, which are given back.</param>
    /// <param name="rules">How the result is read.</param>
    /// <param name="allowNull">Whether None is a result.</param>
    /// <param name="tag">The app's name for it, or null.</param>
    /// <param name="details">What filters see of the call beside its function.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public ComputeFuture<T> Submit<T>(
        CallTarget target,
        FunctionDefinition function,
        PackedArguments arguments,
        PayloadRules rules,
        bool allowNull,
        string? tag,
        CallDetails details,
        CancellationToken cancellationToken)
    {
        var bytes = Take(arguments);
        var call = new FilteredCall<T>(target, function, tag, runtime.Filtered);
        var run = new Run<T>(
            this,
            call,
            function,
            bytes,
            (context, at, packed) => new KeepingCall<T>(
                target.Inner, at, packed, rules, allowNull, context.KeepsResultPayload ? payload => context.ResultPayload = payload : null)
            {
                Tag = context.Tag,
            });
        var future = call.Start(cancellationToken);
        call.CompleteWith(run.Begin(Describe(target, function, rules, typeof(T), allowNull, tag, details, bytes)));
        return future;
    }

    /// <summary>Sends a call whose result is ignored through the filters.</summary>
    public ComputeFuture Submit(
        CallTarget target, FunctionDefinition function, PackedArguments arguments, string? tag, CallDetails details, CancellationToken cancellationToken)
    {
        var bytes = Take(arguments);
        var call = new FilteredVoidCall(target, function, tag, runtime.Filtered);
        var rules = PayloadRules.ForBuiltInShapes(runtime.Options.PropertyNaming);
        var run = new Run<object>(
            this, call, function, bytes, (context, at, packed) => new DiscardingCall(target.Inner, at, packed, rules) { Tag = context.Tag });
        var future = call.Start(cancellationToken);
        call.CompleteWith(run.Begin(Describe(target, function, rules: null, resultType: null, allowNull: true, tag, details, bytes)));
        return future;
    }

    private static byte[] Take(PackedArguments arguments)
    {
        var bytes = arguments.Memory.ToArray();
        arguments.Return();
        return bytes;
    }

    private ComputeCallContext Describe(
        CallTarget target,
        FunctionDefinition function,
        PayloadRules? rules,
        Type? resultType,
        bool allowNull,
        string? tag,
        CallDetails details,
        byte[] arguments) => new(details, arguments)
    {
        Rules = rules,
        AllowsNone = allowNull,
        MethodName = function.DisplayName,
        FunctionName = function.Name,
        FunctionId = function.Id,
        FunctionHash = function.RegistrationHash,
        ResultType = resultType,
        ServiceUrl = new Uri(runtime.Functions.Environment),
        EndpointId = target.EndpointId,
        UserEndpointConfig = target.Settings.UserEndpointConfig,
        ClientName = runtime.Options.Name,
        Timeout = details.Timeout ?? function.Policy.Timeout ?? target.Settings.CallTimeout,
        Idempotent = function.Policy.IsIdempotent,
        Tag = tag,
    };

    /// <summary>One call on its way through the filters.</summary>
    private sealed class Run<T>(
        FilterPipeline pipeline,
        FilteredCall call,
        FunctionDefinition function,
        byte[] arguments,
        Func<ComputeCallContext, FunctionDefinition, PackedArguments, ValueCall<T>> create)
    {
        /// <summary>Runs the filters on the caller's thread, as far as they do not wait, and without his synchronization context.</summary>
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
                return index < pipeline.Count ? Filter(index, context, cancellationToken) : SubmitOnce(context, cancellationToken);
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

        private ComputeFuture<T> SubmitOnce(ComputeCallContext context, CancellationToken cancellationToken)
        {
            // The last submission may be of a token that the filter no longer needs; the future's own is heeded all the same.
            var inner = create(context, function.With(null, context.Idempotent), pipeline.Enter(call, arguments));
            var future = pipeline.Start(inner, context.Timeout, cancellationToken);
            context.Submission = future;
            call.SetSubmission(future);
            return future;
        }
    }

    private int Count => filters.Count;

    private IComputeCallFilter this[int index] => filters[index];

    /// <summary>Counts one more submission as unsent. The executor may have been shut down since the call was made; the client must not.</summary>
    private PackedArguments Enter(FilteredCall call, byte[] arguments)
    {
        runtime.Unsent.Enter(call.Counts, arguments.Length);
        if (runtime.IsDisposed)
        {
            runtime.Unsent.Leave(call.Counts, arguments.Length);
            throw new CallNotSentException(call.Handle);
        }

        return PackedArguments.CopyOf(arguments);
    }

    private ComputeFuture<T> Start<T>(ValueCall<T> inner, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        ComputeFuture<T> future;
        try
        {
            future = inner.Start(timeout, cancellationToken);
        }
        catch (Exception e)
        {
            // The clock or the token is the app's, and may throw.
            inner.TryFail(e);
            runtime.Calls.SendingCompleted(inner, reuse: true);
            throw;
        }

        runtime.Calls.Accept(inner);
        return future;
    }
}
