using System.Diagnostics.CodeAnalysis;
using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Futures;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Results;

/// <summary>
/// Holds outcomes that have arrived and has them read away from the loops that deliver them, since reading runs types and converters of the app. One reader
/// does it as long as it keeps up; where one outcome holds it up and others wait, another one takes over the others.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The timer ends when the readers are stopped.")]
internal sealed partial class ResultReaders
{
    /// <summary>Bytes that may wait to be read before no more are taken. What readers have taken does not count: that is one outcome each, or little.</summary>
    public const long MaxWaitingBytes = 64 * 1024 * 1024;

    /// <summary>The most readers. When each of them is held up, the other outcomes wait.</summary>
    public const int MostReaders = 32;

    // Where outcomes are slow time and again, threads are there; an app without any has none.
    private static readonly TimeSpan s_longestSleep = TimeSpan.FromSeconds(20);

    private readonly object _lock = new();
    private readonly Queue<HeldOutcome> _waiting = new();

    // Those that were taken from a reader which is held up; they come before the others.
    private readonly Queue<HeldOutcome> _returned = new();
    private readonly List<OutcomeReader> _readers = [];
    private readonly List<OutcomeReader> _sleeping = [];
    private readonly OutcomeReader _pooled;
    private readonly ICallLifecycle _lifecycle;
    private readonly ITimer _watch;
    private readonly ILogger _logger;
    private TaskCompletionSource? _room;
    private long _waitingBytes;
    private bool _isStopped;

    // Readers that read or are about to, without those that are held up; how many of them there should be; and how many are held up.
    private int _active;
    private int _wanted = 1;
    private int _heldUp;

    /// <param name="lifecycle">Sends an idempotent call again whose worker was lost.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where a failure that nothing expects is logged.</param>
    public ResultReaders(ICallLifecycle lifecycle, TimeProvider time, ILogger logger)
    {
        _lifecycle = lifecycle;
        _logger = logger;
        _pooled = new OutcomeReader(this, isPooled: true);
        _watch = time.CreateTimer(static readers => ((ResultReaders)readers!).Watch(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Outcomes that have arrived and whose calls have not completed with them.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return WaitingCount + _readers.Sum(static reader => reader.Chunk.Calls.Count());
            }
        }
    }

    /// <summary>Outcomes that nobody reads yet.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return WaitingCount + _readers.Sum(static reader => reader.Chunk.Left);
            }
        }
    }

    private int WaitingCount => _returned.Count + _waiting.Count;

    /// <summary>Holds an outcome until it is read. Its call has begun reading.</summary>
    public void Hold(in HeldOutcome outcome)
    {
        lock (_lock)
        {
            if (!_isStopped)
            {
                _waiting.Enqueue(outcome with { Since = _ticks });
                Volatile.Write(ref _waitingBytes, _waitingBytes + outcome.Text.Length);
                if ((_active > 0 || !TryActivate()) && !_isWatching)
                {
                    BeginWatch();
                }

                return;
            }
        }

        outcome.Text.Return();
        outcome.Call.TryFail(new ComputeDetachedException(outcome.Call.Handle));
    }

    /// <summary>Waits until more may be held. Delivery that waits here takes nothing more from the service.</summary>
    public Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _waitingBytes) < MaxWaitingBytes)
        {
            return Task.CompletedTask;
        }

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

    /// <summary>Takes the next outcomes for a reader, which may sleep while there are none.</summary>
    /// <returns>False when the reader is not needed any more.</returns>
    public bool TryTake(OutcomeReader reader)
    {
        while (true)
        {
            lock (_lock)
            {
                reader.Chunk.Clear();
                if (reader.IsHeldUp)
                {
                    reader.IsHeldUp = false;
                    _heldUp--;
                    SetActive(reader);
                }

                if (!_isStopped && _active <= _wanted && WaitingCount > 0)
                {
                    Fill(reader.Chunk);
                    return true;
                }

                SetInactive(reader);
                if (WaitingCount == 0)
                {
                    _wanted = 1;
                }

                if (_isStopped || reader.IsPooled)
                {
                    _readers.Remove(reader);
                    return false;
                }

                _sleeping.Add(reader);
            }

            if (!reader.Sleep(s_longestSleep))
            {
                if (TryLeave(reader))
                {
                    return false;
                }

                // It was woken between the two.
                reader.Sleep(Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Reads an outcome and completes its call.</summary>
    public void Read(in HeldOutcome outcome)
    {
        try
        {
            outcome.Complete(_lifecycle);
        }
        catch (Exception e)
        {
            // Nothing may end the reader while outcomes wait, or leave a call that never completes.
            Log.LoopFailed(_logger, nameof(ResultReaders), e);
            outcome.Call.TryFail(e);
        }

        outcome.Text.Return();
    }

    /// <summary>Has nothing more read.</summary>
    /// <returns>The calls whose outcomes were held, also those that are being read, which may be completed otherwise.</returns>
    public List<RemoteCall> Stop()
    {
        List<RemoteCall> calls;
        lock (_lock)
        {
            _isStopped = true;
            calls = [.. _returned.Concat(_waiting).Select(static held => held.Call), .. _readers.SelectMany(static reader => reader.Chunk.Calls)];
            foreach (var reader in _readers)
            {
                foreach (var held in reader.Chunk.TakeLeft())
                {
                    held.Text.Return();
                }
            }

            foreach (var held in _returned.Concat(_waiting))
            {
                held.Text.Return();
            }

            _returned.Clear();
            _waiting.Clear();
            Volatile.Write(ref _waitingBytes, 0);
            TellRoom();
            EndWatch();
            while (_sleeping.Count > 0)
            {
                WakeLast();
            }
        }

        _watch.Dispose();
        return calls;
    }

    private void Fill(OutcomeChunk chunk)
    {
        // Many at once as long as one reader does it all, and fewer where several share the work. While some are held up, each takes one: what has held up one
        // reader may come again, and nothing is to wait behind it.
        var most = _heldUp > 0 ? 1 : _wanted == 1 ? OutcomeChunk.MostOutcomes : OutcomeChunk.MostShared;
        do
        {
            var outcome = _returned.Count > 0 ? _returned.Dequeue() : _waiting.Dequeue();
            Volatile.Write(ref _waitingBytes, _waitingBytes - outcome.Text.Length);
            chunk.Add(outcome);
        }
        while (chunk.Count < most && WaitingCount >= _wanted && chunk.HasRoom);

        TellRoom();
        if (chunk.Left > 1 && !_isWatching)
        {
            BeginWatch();
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
