using System.Runtime.ExceptionServices;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Mapping;

/// <summary>Reads the input of one run and cuts it into tasks. Used by one thread at a time.</summary>
internal sealed class MapReader<T>(MapPlan plan) : IAsyncDisposable
{
    private readonly MapCursor?[] _cursors = new MapCursor?[plan.Inputs.Count];
    private readonly MapRow _row = new(plan.Inputs.Count);
    private readonly JsonBuffer _items = new();
    private ExceptionDispatchInfo? _error;
    private bool _rowWaits;
    private bool _ended;
    private int _read;

    /// <summary>How many items were read.</summary>
    public int Count => Volatile.Read(ref _read);

    /// <summary>Reads the items of the next task; null when there are no more.</summary>
    /// <exception cref="OperationCanceledException">The run ends.</exception>
    public async Task<MapTask<T>?> ReadAsync(CancellationToken cancellationToken)
    {
        MapTask<T>? task = null;
        var bytes = 0;
        while ((task is null || task.Count < plan.Options.ChunkSize) && (_rowWaits || await MoveNextAsync(cancellationToken).ConfigureAwait(false)))
        {
            task ??= NewTask();
            if (!_rowWaits && TryWrite() is { } error)
            {
                task.Refuse(error);
                continue;
            }

            _rowWaits = !plan.TryTakeRoom(ref bytes, _row);
            if (!_rowWaits)
            {
                task.Add(_row);
            }
            else if (task.Sent > 0)
            {
                break; // It goes with the next task.
            }
            else
            {
                _rowWaits = false;
                task.Refuse(plan.TooLarge(_read - 1, _row));
            }
        }

        return task;
    }

    /// <summary>Throws what the input threw.</summary>
    public void ThrowIfFailed() => _error?.Throw();

    /// <summary>Disposes all sequences that were begun, then throws what one of them threw.</summary>
    public async ValueTask DisposeAsync()
    {
        List<Exception>? errors = null;
        foreach (var cursor in _cursors.OfType<MapCursor>())
        {
            try
            {
                await cursor.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception e)
            {
                (errors ??= []).Add(e);
            }
        }

        if (errors is not null)
        {
            ExceptionDispatchInfo.Throw(errors is [var only] ? only : new AggregateException(errors));
        }
    }

    private MapTask<T> NewTask()
    {
        // The item it begins with was read.
        var first = _read - 1;
        return plan.IsChunked ? new ChunkTask<T>(plan, first, _items) : new ItemTask<T>(plan, first);
    }

    /// <summary>Goes on to the next item. What the input throws is kept, so that the items before it are sent.</summary>
    private async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return false;
        }

        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            for (var i = 0; i < _cursors.Length && !_ended; i++)
            {
                var cursor = _cursors[i] ??= plan.Inputs[i].Start(cancellationToken);
                _ended = !await cursor.MoveNextAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            _error = ExceptionDispatchInfo.Capture(e);
            _ended = true;
        }

        if (!_ended)
        {
            Volatile.Write(ref _read, checked(_read + 1));
        }

        return !_ended;
    }

    private Exception? TryWrite()
    {
        try
        {
            _row.Write(_cursors!, plan.Rules, plan.Executor.HasFilters);
            return null;
        }
        catch (PayloadException e)
        {
            return plan.Unsendable(_read - 1, e);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A property or converter of the app threw; its item fails with that.
            return e;
        }
    }
}
