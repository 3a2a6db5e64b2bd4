using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Runtime;

/// <summary>The filters of an executor, and the calls that go through them.</summary>
internal sealed class FilterPipeline(ComputeRuntime runtime, IReadOnlyList<IComputeCallFilter> filters)
{
    public int Count => filters.Count;

    public IComputeCallFilter this[int index] => filters[index];

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
        var submission = new FilteredSubmission<T, T>
        {
            Create = (context, inner, at, packed) => new KeepingCall<T>(inner, at, packed, rules, allowNull, context) { Tag = context.Tag },
            Convert = static value => value,
            Read = payload => ResultReader.Read<T>(payload.Span, rules, allowNull),
            Rules = rules,
        };
        return Submit(target, function, arguments, tag, details, submission, cancellationToken);
    }

    /// <summary>Sends a call through the filters whose result they see in another form than the call has it.</summary>
    public ComputeFuture<T> Submit<T, TInner>(
        CallTarget target,
        FunctionDefinition function,
        PackedArguments arguments,
        string? tag,
        CallDetails details,
        FilteredSubmission<T, TInner> submission,
        CancellationToken cancellationToken)
    {
        var bytes = Take(arguments);
        var call = new FilteredCall<T>(target, function, tag, runtime.Filtered);
        var run = new FilterRun<T, TInner>(this, call, target, function, bytes, details, submission);
        var future = call.Start(cancellationToken);
        if (!future.IsCompleted)
        {
            call.CompleteWith(run.Begin(Describe(target, function, typeof(T), submission, tag, details, bytes, run)));
        }

        return future;
    }

    /// <summary>Sends a call whose result is ignored through the filters.</summary>
    public ComputeFuture Submit(
        CallTarget target, FunctionDefinition function, PackedArguments arguments, string? tag, CallDetails details, CancellationToken cancellationToken)
    {
        var bytes = Take(arguments);
        var call = new FilteredVoidCall(target, function, tag, runtime.Filtered);
        var rules = PayloadRules.ForBuiltInShapes(runtime.Options.PropertyNaming);
        var submission = new FilteredSubmission<object, object>
        {
            Create = (context, inner, at, packed) => new DiscardingCall(inner, at, packed, rules, context) { Tag = context.Tag },
            Convert = static value => value,
        };
        var run = new FilterRun<object, object>(this, call, target, function, bytes, details, submission);
        var future = call.Start(cancellationToken);
        if (!future.IsCompleted)
        {
            call.CompleteWith(run.Begin(Describe(target, function, resultType: null, submission, tag, details, bytes, run)));
        }

        return future;
    }

    /// <summary>Counts one more submission as unsent. The executor may have been shut down since the call was made; the client must not.</summary>
    /// <exception cref="CallQueueFullException">There is no room.</exception>
    /// <exception cref="CallNotSentException">The client was disposed.</exception>
    public PackedArguments Enter(FilteredCall call, byte[] arguments)
    {
        runtime.Unsent.Enter(call.Counts, arguments.Length);
        return Entered(call, arguments);
    }

    /// <summary>The same as soon as there is room.</summary>
    public async Task<PackedArguments> EnterAsync(FilteredCall call, byte[] arguments, CancellationToken cancellationToken)
    {
        await runtime.Unsent.EnterAsync(call.Counts, arguments.Length, cancellationToken).ConfigureAwait(false);
        return Entered(call, arguments);
    }

    /// <summary>Starts a submission that has entered.</summary>
    /// <param name="inner">The call.</param>
    /// <param name="timeout">Its time limit; null for none.</param>
    /// <param name="fault">What it faults with instead of being sent; null to send it.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public ComputeFuture<T> Start<T>(ValueCall<T> inner, TimeSpan? timeout, Exception? fault, CancellationToken cancellationToken)
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

        if (fault is not null)
        {
            inner.TryFail(fault);
            runtime.Calls.SendingCompleted(inner, reuse: true);
            return future;
        }

        runtime.Calls.Accept(inner);
        return future;
    }

    private static byte[] Take(PackedArguments arguments)
    {
        var bytes = arguments.Memory.ToArray();
        arguments.Return();
        return bytes;
    }

    private PackedArguments Entered(FilteredCall call, byte[] arguments)
    {
        if (runtime.IsDisposed)
        {
            runtime.Unsent.Leave(call.Counts, arguments.Length);
            throw new CallNotSentException(call.Handle);
        }

        return PackedArguments.CopyOf(arguments);
    }

    private ComputeCallContext Describe<T, TInner>(
        CallTarget target,
        FunctionDefinition function,
        Type? resultType,
        FilteredSubmission<T, TInner> submission,
        string? tag,
        CallDetails details,
        byte[] arguments,
        IForwardableCall run) => new(details, arguments)
        {
            MethodName = function.DisplayName,
            FunctionName = function.Name,
            FunctionId = function.Id,
            FunctionHash = function.RegistrationHash,
            ResultType = resultType,
            Reader = submission.Read,
            Rules = submission.Rules,
            Observer = runtime.Options.Observer,
            Items = submission.Items,
            Source = function.Source,
            Run = run,
            ServiceUrl = new Uri(runtime.Functions.Environment),
            EndpointId = target.EndpointId,
            UserEndpointConfig = target.Settings.UserEndpointConfig,
            ClientName = runtime.Options.Name,
            Timeout = details.Timeout ?? function.Policy.Timeout ?? target.Settings.CallTimeout,
            Idempotent = function.Policy.IsIdempotent,
            Tag = tag,
        };
}
