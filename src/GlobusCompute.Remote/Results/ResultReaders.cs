using System.Diagnostics.CodeAnalysis;
using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Futures;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Results;

/// <summary>
/// Holds outcomes that have arrived and reads them away from the loops that deliver them, since reading runs types and converters of the app. One thread
/// reads as long as it gets on; where one result takes it long and others wait, another thread takes over the others.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The timer is set only while results wait, and ends with them.")]
internal sealed class ResultReaders
{
    /// <summary>Bytes that may wait to be read before no more are taken. What is being read does not count: that is one result a thread.</summary>
    public const long MaxWaitingBytes = 64 * 1024 * 1024;

    /// <summary>The most threads that read. When each of them is on a result that takes long, the others wait.</summary>
    public const int MostThreads = 32;

    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(50);

    // The first results after a pause need no new thread; an idle app has none after it.
    private static readonly TimeSpan s_longestSleep = TimeSpan.FromSeconds(20);

    private readonly object _lock = new();
    private readonly Queue<HeldResult> _waiting = new();
    private readonly List<ReaderThread> _threads = [];
    private readonly List<ReaderThread> _sleeping = [];
    private readonly ICallLifecycle _lifecycle;
    private readonly ITimer _watch;
    private readonly ILogger _logger;
    private TaskCompletionSource? _room;
    private long _waitingBytes;
    private int _ticks;
    private bool _isWatching;
    private bool _isStopped;

    // Threads that neither sleep nor are stuck, and how many of them there should be.
    private int _active;
    private int _wanted = 1;

    /// <param name="lifecycle">Sends an idempotent call again whose worker was lost.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where a failure that nothing expects is logged.</param>
    public ResultReaders(ICallLifecycle lifecycle, TimeProvider time, ILogger logger)
    {
        _lifecycle = lifecycle;
        _logger = logger;
        _watch = time.CreateTimer(static readers => ((ResultReaders)readers!).Watch(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Outcomes that have arrived and whose calls have not completed with them.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count + _threads.Count(static thread => thread.Current is not null);
            }
        }
    }

    /// <summary>Holds an outcome until it is read. Its call has begun reading.</summary>
    public void Hold(in HeldResult result)
    {
        lock (_lock)
        {
            if (!_isStopped)
            {
                _waiting.Enqueue(result with { Since = _ticks });
                _waitingBytes += result.Text.Length;
                if ((_active > 0 || !TryActivate()) && !_isWatching)
                {
                    BeginWatch();
                }

                return;
            }
        }

        result.Text.Return();
        result.Call.TryFail(new ComputeDetachedException(result.Call.Handle));
    }

    /// <summary>Waits until more may be held. Delivery that waits here takes nothing more from the service.</summary>
    public Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_waitingBytes < MaxWaitingBytes || _isStopped)
            {
                return Task.CompletedTask;
            }

            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Takes the next outcome for a thread to read; sleeps while there is none.</summary>
    /// <returns>False when the thread is not needed any more.</returns>
    public bool TryTake(ReaderThread thread, out HeldResult result)
    {
        while (true)
        {
            lock (_lock)
            {
                thread.Current = null;
                if (thread.IsStuck)
                {
                    thread.IsStuck = false;
                    _active++;
                }

                if (_isStopped)
                {
                    _active--;
                    _threads.Remove(thread);
                    result = default;
                    return false;
                }

                if (_active <= _wanted && _waiting.TryDequeue(out result))
                {
                    thread.Current = result.Call;
                    thread.Begun++;
                    _waitingBytes -= result.Text.Length;
                    TellRoom();
                    return true;
                }

                _active--;
                _sleeping.Add(thread);
                if (_waiting.Count == 0)
                {
                    _wanted = 1;
                    EndWatch();
                }
            }

            if (!thread.Sleep(s_longestSleep))
            {
                if (TryLeave(thread))
                {
                    result = default;
                    return false;
                }

                // It was woken between the two.
                thread.Sleep(Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Reads an outcome and completes its call.</summary>
    public void Read(in HeldResult result)
    {
        try
        {
            result.Complete(_lifecycle);
        }
        catch (Exception e)
        {
            // Nothing may end the thread while results wait, or leave a call without an end.
            Log.LoopFailed(_logger, nameof(ResultReaders), e);
            result.Call.TryFail(e);
        }

        result.Text.Return();
    }

    /// <summary>Reads nothing more.</summary>
    /// <returns>The calls whose outcomes were held, also those that are being read, which may be completed otherwise.</returns>
    public List<RemoteCall> Stop()
    {
        List<RemoteCall> calls;
        lock (_lock)
        {
            _isStopped = true;
            calls = [.. _waiting.Select(static held => held.Call), .. _threads.Select(static thread => thread.Current).OfType<RemoteCall>()];
            foreach (var held in _waiting)
            {
                held.Text.Return();
            }

            _waiting.Clear();
            _waitingBytes = 0;
            TellRoom();
            EndWatch();
            foreach (var thread in _sleeping)
            {
                _active++;
                thread.Wake();
            }

            _sleeping.Clear();
        }

        _watch.Dispose();
        return calls;
    }

    // While results wait, the clock tells whether the threads get on. Nothing is measured for a result by itself.
    private void Watch()
    {
        lock (_lock)
        {
            if (!_isWatching || _isStopped)
            {
                return;
            }

            _ticks++;
            var stuck = NoteStuck(out var isNew);
            if (isNew)
            {
                // Slow results often come together: each time there are twice as many threads, so that nobody waits for long behind several of them.
                _wanted = Math.Max(_wanted, stuck);
            }
            else if (_waiting.TryPeek(out var oldest) && _ticks - oldest.Since > 1)
            {
                // None takes long, but all together do.
                _wanted = Math.Max(_wanted, Math.Min(_wanted + 1, Environment.ProcessorCount));
            }

            for (var missing = Math.Min(_wanted, _waiting.Count) - _active; missing > 0 && TryActivate(); missing--)
            {
            }

            if (_waiting.Count > 0)
            {
                _watch.Change(s_tick, Timeout.InfiniteTimeSpan);
            }
            else
            {
                _isWatching = false;
            }
        }
    }

    private int NoteStuck(out bool isNew)
    {
        var stuck = 0;
        isNew = false;
        foreach (var thread in _threads)
        {
            if (thread.Current is not null && thread.Begun == thread.Seen && !thread.IsStuck)
            {
                thread.IsStuck = true;
                _active--;
                isNew = true;
            }

            thread.Seen = thread.Begun;
            stuck += thread.IsStuck ? 1 : 0;
        }

        return stuck;
    }

    /// <returns>False when there may be no more threads.</returns>
    private bool TryActivate()
    {
        if (_sleeping.Count > 0)
        {
            // The one that went to sleep last: the others are left to end.
            _sleeping[^1].Wake();
            _sleeping.RemoveAt(_sleeping.Count - 1);
        }
        else if (_threads.Count < MostThreads)
        {
            var thread = new ReaderThread(this);
            thread.Start();
            _threads.Add(thread);
        }
        else
        {
            return false;
        }

        _active++;
        return true;
    }

    private bool TryLeave(ReaderThread thread)
    {
        lock (_lock)
        {
            // Otherwise it has been chosen meanwhile.
            return _sleeping.Remove(thread) && _threads.Remove(thread);
        }
    }

    private void BeginWatch()
    {
        _isWatching = true;
        foreach (var thread in _threads)
        {
            thread.Seen = thread.Begun;
        }

        _watch.Change(s_tick, Timeout.InfiniteTimeSpan);
    }

    private void EndWatch()
    {
        if (_isWatching)
        {
            _isWatching = false;
            _watch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private void TellRoom()
    {
        if (_room is not null && _waitingBytes <= MaxWaitingBytes / 2)
        {
            _room.SetResult();
            _room = null;
        }
    }
}
