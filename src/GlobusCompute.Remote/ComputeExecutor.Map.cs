using GlobusCompute.Remote.Mapping;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote;

public sealed partial class ComputeExecutor
{
    /// <summary>A Map that is run by its enumeration.</summary>
    /// <exception cref="ObjectDisposedException">The executor or its client was disposed.</exception>
    internal ComputeMap<T> Map<T>(MapPlan plan, CancellationToken cancellationToken)
    {
        if (_disposed != 0 || _runtime.IsDisposed)
        {
            ThrowDisposed();
        }

        return new ComputeMap<T>(enumeration => MapRun<T>.RunAsync(plan, cancellationToken, enumeration));
    }

    /// <summary>Waits for room among the unsent calls, then makes a call that runs one item.</summary>
    internal async Task<ComputeFuture<T>> SubmitItemAsync<T>(MapPlan plan, PackedArguments arguments, CancellationToken cancellationToken)
    {
        await TakeRoomAsync(arguments, cancellationToken).ConfigureAwait(false);
        return Begin(new ValueCall<T>(_target, plan.Function, arguments, plan.Json, plan.AllowNull), cancellationToken);
    }

    /// <summary>Waits for room among the unsent calls, then makes a call that runs several items.</summary>
    internal async Task<ComputeFuture<MapOutcome<T>[]>> SubmitChunkAsync<T>(
        MapPlan plan, PackedArguments arguments, int count, CancellationToken cancellationToken)
    {
        await TakeRoomAsync(arguments, cancellationToken).ConfigureAwait(false);
        return Begin(new ChunkCall<T>(_target, plan.Function, arguments, plan.Json, plan.AllowNull, count), cancellationToken);
    }

    private async Task TakeRoomAsync(PackedArguments arguments, CancellationToken cancellationToken)
    {
        try
        {
            await _runtime.TakeCapacityAsync(arguments.Length, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            arguments.Return();
            throw;
        }

        if (_disposed != 0 || _runtime.IsDisposed)
        {
            _runtime.GiveCapacity(arguments.Length);
            arguments.Return();
            ThrowDisposed();
        }
    }

    private ComputeFuture<T> Begin<T>(ValueCall<T> call, CancellationToken cancellationToken)
    {
        var future = call.Start(cancellationToken);
        _runtime.Accept(call);
        return future;
    }
}
