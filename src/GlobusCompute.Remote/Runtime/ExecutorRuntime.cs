using System.Diagnostics.CodeAnalysis;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Functions.Shell;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Runtime;

/// <summary>An executor behind its public face, as proxies and Maps use it: where its calls begin.</summary>
internal sealed class ExecutorRuntime
{
    private readonly ComputeRuntime _runtime;
    private readonly CallCounts _counts;
    private readonly FilterPipeline? _pipeline;
    private volatile bool _isClosed;

    // The last specification that was found good. Executors seldom change theirs.
    private string? _mpiSpecification;

    /// <param name="runtime">What the client's executors share.</param>
    /// <param name="target">Where calls go at first.</param>
    /// <param name="filters">The executor's own filters, inside those of the client.</param>
    public ExecutorRuntime(ComputeRuntime runtime, CallTarget target, IReadOnlyList<IComputeCallFilter> filters)
    {
        _runtime = runtime;
        Filters = filters;
        _pipeline = runtime.Options.Filters.Count + filters.Count == 0 && runtime.Options.Observer is null
            ? null
            : new FilterPipeline(runtime, [.. runtime.Options.Filters, .. filters]);
        _counts = target.Counts;
        Settings = new CurrentSettings(runtime.Targets, target);
    }

    public CallCounts Counts => _counts;

    public CurrentSettings Settings { get; }

    /// <summary>The executor's own filters.</summary>
    public IReadOnlyList<IComputeCallFilter> Filters { get; }

    /// <summary>Sends a task of a Map through the filters.</summary>
    public ComputeFuture<T> SubmitFiltered<T, TInner>(
        CallTarget target,
        FunctionDefinition function,
        PackedArguments arguments,
        CallDetails details,
        FilteredSubmission<T, TInner> submission,
        CancellationToken cancellationToken)
    {
        try
        {
            ThrowIfClosed();
        }
        catch
        {
            arguments.Return();
            throw;
        }

        return _pipeline!.Submit(target, function, arguments, tag: null, details, submission, cancellationToken);
    }

    /// <summary>Sends a call that was begun by an executor of another client through the filters.</summary>
    public ComputeFuture<T> SubmitFiltered<T, TInner>(
        FunctionDefinition function,
        PackedArguments arguments,
        string? tag,
        CallDetails details,
        FilteredSubmission<T, TInner> submission,
        CancellationToken cancellationToken)
    {
        var target = Prepare(arguments, ref function);
        return _pipeline!.Submit(target, function, arguments, tag, details, submission, cancellationToken);
    }

    /// <summary>Whether filters run around its calls. If so, a call shall come with its arguments as values.</summary>
    public bool HasFilters => _pipeline is not null;

    public ComputeClientOptions Options => _runtime.Options;

    /// <summary>Whether it takes no more calls.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Takes no more calls.</summary>
    public void Close()
    {
        _isClosed = true;
        Interlocked.MemoryBarrier();
    }

    /// <exception cref="ObjectDisposedException">It was closed, or the client has ended.</exception>
    public void ThrowIfClosed()
    {
        if (_isClosed || _runtime.IsDisposed)
        {
            ThrowClosed();
        }
    }

    public ComputeFuture<T> Submit<T>(
        FunctionDefinition function,
        PackedArguments arguments,
        PayloadRules rules,
        bool allowNull,
        CancellationToken cancellationToken,
        string? tag = null,
        CallDetails? details = null)
    {
        if (_pipeline is not null)
        {
            return _pipeline.Submit<T>(
                Prepare(arguments, ref function), function, arguments, rules, allowNull, tag, details ?? CallDetails.None, cancellationToken);
        }

        var target = Enter(arguments, ref function);
        return Begin(new ValueCall<T>(target, function, arguments, rules, allowNull) { Tag = tag }, timeout: null, cancellationToken);
    }

    public ComputeFuture Submit(
        FunctionDefinition function, PackedArguments arguments, CancellationToken cancellationToken, string? tag = null, CallDetails? details = null)
    {
        if (_pipeline is not null)
        {
            return _pipeline.Submit(Prepare(arguments, ref function), function, arguments, tag, details ?? CallDetails.None, cancellationToken);
        }

        var target = Enter(arguments, ref function);
        var call = new VoidCall(target, function, arguments) { Tag = tag };
        ComputeFuture future;
        try
        {
            future = call.Start(cancellationToken);
        }
        catch (Exception e)
        {
            Abandon(call, e);
            throw;
        }

        _runtime.Calls.Accept(call);
        return future;
    }

    /// <summary>The function as the client calls it.</summary>
    /// <exception cref="FunctionNotPinnedException">It would have to be registered, and the client may register nothing.</exception>
    public FunctionDefinition Resolve(FunctionDefinition function) => _runtime.Functions.Resolve(function);

    public ComputeFuture<ShellResult> Run(
        ShellCommand command, in ShellArguments arguments, CancellationToken cancellationToken, CallDetails? details = null)
    {
        if (command.IsMpi)
        {
            CheckMpiSpecification(command.DisplayName);
        }

        return Submit<ShellResult>(command.Function, arguments.Finish(), ShellJson.Rules, allowNull: false, cancellationToken, details: details);
    }

    /// <summary>Enters a call as soon as there is room for it among the unsent ones.</summary>
    /// <param name="arguments">Its arguments, which are given back when it cannot be made.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task EnterAsync(PackedArguments arguments, CancellationToken cancellationToken)
    {
        try
        {
            await _runtime.Unsent.EnterAsync(_counts, arguments.Length, cancellationToken).ConfigureAwait(false);
            LeaveIfClosed(arguments.Length);
        }
        catch
        {
            arguments.Return();
            throw;
        }
    }

    /// <summary>Begins a call that has entered.</summary>
    public ComputeFuture<T> Begin<T>(ValueCall<T> call, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        ComputeFuture<T> future;
        try
        {
            future = call.Start(cancellationToken);
            if (timeout is { } limit)
            {
                call.LimitTo(limit);
            }
        }
        catch (Exception e)
        {
            Abandon(call, e);
            throw;
        }

        _runtime.Calls.Accept(call);
        return future;
    }

    /// <summary>Finds where a call goes and what it runs. Gives the arguments back when it cannot be made.</summary>
    private CallTarget Prepare(PackedArguments arguments, ref FunctionDefinition function)
    {
        try
        {
            ThrowIfClosed();
            var target = Settings.Take().For(function.Policy.Results);
            function = Resolve(function.With(target.Settings.ContainerId));
            return target;
        }
        catch
        {
            arguments.Return();
            throw;
        }
    }

    private CallTarget Enter(PackedArguments arguments, ref FunctionDefinition function)
    {
        var target = Prepare(arguments, ref function);
        try
        {
            _runtime.Unsent.Enter(_counts, arguments.Length);
            LeaveIfClosed(arguments.Length);
            return target;
        }
        catch
        {
            arguments.Return();
            throw;
        }
    }

    // Whoever has entered counts as an unsent call. A shutdown first refuses newcomers and then looks at the count: each call is refused or waited for.
    private void LeaveIfClosed(int bytes)
    {
        try
        {
            ThrowIfClosed();
        }
        catch (ObjectDisposedException)
        {
            _runtime.Unsent.Leave(_counts, bytes);
            throw;
        }
    }

    // The clock or the token is the app's, and may throw.
    private void Abandon(RemoteCall call, Exception error)
    {
        call.TryFail(error);
        _runtime.Calls.SendingCompleted(call, reuse: true);
    }

    private void CheckMpiSpecification(string displayName)
    {
        var specification = Settings.Take().Settings.ResourceSpecification;
        if (specification is not null && ReferenceEquals(specification, _mpiSpecification))
        {
            return;
        }

        if (MpiResources.Refuse(specification) is { } reason)
        {
            throw new InvalidOperationException(
                $"{displayName} is an MPI function, and {reason}. Set {nameof(ComputeExecutorOptions)}.{nameof(ComputeExecutorOptions.ResourceSpecification)}, "
                + $"e.g. to new {nameof(MpiResources)} {{ {nameof(MpiResources.Nodes)} = 2, {nameof(MpiResources.RanksPerNode)} = 4 }}"
                + $".{nameof(MpiResources.ToResourceSpecification)}().");
        }

        _mpiSpecification = specification;
    }

    [DoesNotReturn]
    private void ThrowClosed() => throw (_isClosed
        ? new ObjectDisposedException(
            nameof(ComputeExecutor), "The executor was shut down or disposed. Create another with ComputeClient.CreateExecutor.")
        : new ObjectDisposedException(nameof(ComputeClient)));
}
