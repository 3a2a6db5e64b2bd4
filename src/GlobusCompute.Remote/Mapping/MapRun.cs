using System.Threading.Channels;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Threading;

namespace GlobusCompute.Remote.Mapping;

/// <summary>One enumeration of a Map: a pump reads the input and sends tasks as there is room, the enumerator gives their items.</summary>
/// <remarks>Room is counted in tasks from the moment their items are read until their items are given, so that neither side can pile anything up.</remarks>
internal sealed class MapRun<T> : IAsyncDisposable
{
    private readonly MapPlan _plan;
    private readonly CancellationToken _call;
    private readonly CancellationToken _enumeration;
    private readonly CancellationTokenSource _ending;
    private readonly Task _pump;
    private readonly CancellationToken _stop;
    private readonly MapReader<T> _reader;
    private readonly SemaphoreSlim _room;
    private readonly Channel<MapTask<T>> _tasks = Channel.CreateUnbounded<MapTask<T>>(
        new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = false });

    // The tasks that have not ended, and the pump.
    private int _open = 1;
    private int _completed;
    private int _failed;

    private MapRun(MapPlan plan, CancellationToken call, CancellationToken enumeration)
    {
        _plan = plan;
        _call = call;
        _enumeration = enumeration;
        _ending = CancellationTokenSource.CreateLinkedTokenSource(call, enumeration);
        _stop = _ending.Token;
        _reader = new MapReader<T>(plan);
        _room = new SemaphoreSlim(plan.Options.MaxInFlight);
        _pump = BackgroundTask.Run(PumpAsync);
    }

    /// <param name="plan">What is run.</param>
    /// <param name="call">The token given to the call.</param>
    /// <param name="enumeration">The token given to the enumeration.</param>
    public static async IAsyncEnumerator<ComputeMapItem<T>> RunAsync(MapPlan plan, CancellationToken call, CancellationToken enumeration)
    {
        var run = new MapRun<T>(plan, call, enumeration);
        await using (run.ConfigureAwait(false))
        {
            while (await run.NextAsync().ConfigureAwait(false) is { } items)
            {
                foreach (var item in items)
                {
                    yield return item;
                }
            }

            await run._pump.ConfigureAwait(false);
        }
    }

    /// <summary>Ends what is not over: calls have the token too. When this ends, the input is disposed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await _pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
        _room.Dispose();
    }

    /// <summary>The items of the next task; null after the last.</summary>
    private async Task<ComputeMapItem<T>[]?> NextAsync()
    {
        try
        {
            if (!await _tasks.Reader.WaitToReadAsync(_stop).ConfigureAwait(false) || !_tasks.Reader.TryRead(out var task))
            {
                return null;
            }

            await task.Ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.ThrowIfCancellationRequested();
            _room.Release();
            var items = task.Take();
            _completed += items.Length;
            _failed += task.Failed;
            _plan.Options.Progress?.Report(new ComputeProgress(_completed, _failed, _plan.Count ?? _reader.Count));
            return items;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // With the token that the caller knows.
            _enumeration.ThrowIfCancellationRequested();
            _call.ThrowIfCancellationRequested();
            throw;
        }
    }

    private async Task PumpAsync()
    {
        try
        {
            await using (_reader.ConfigureAwait(false))
            {
                while (true)
                {
                    await _room.WaitAsync(_stop).ConfigureAwait(false);
                    if (await _reader.ReadAsync(_stop).ConfigureAwait(false) is not { } task)
                    {
                        break;
                    }

                    await task.SendAsync(_stop).ConfigureAwait(false);
                    Hand(task);
                }
            }

            _reader.ThrowIfFailed();
        }
        finally
        {
            Close();
        }
    }

    private void Hand(MapTask<T> task)
    {
        if (_plan.Options.Order == ComputeMapOrder.Input)
        {
            _tasks.Writer.TryWrite(task);
            return;
        }

        Interlocked.Increment(ref _open);
        _ = task.Ended.ContinueWith(
            (_, state) =>
            {
                _tasks.Writer.TryWrite((MapTask<T>)state!);
                Close();
            },
            task,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Told by the pump and by each task out of order: after the last, no more tasks come.</summary>
    private void Close()
    {
        if (Interlocked.Decrement(ref _open) == 0)
        {
            _tasks.Writer.TryComplete();
        }
    }
}
