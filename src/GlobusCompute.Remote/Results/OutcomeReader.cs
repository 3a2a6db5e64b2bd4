using GlobusCompute.Remote.Threading;

namespace GlobusCompute.Remote.Results;

/// <summary>
/// Reads outcomes, one after the other. One reader runs on the thread pool, mostly on the very thread that has delivered, once that has nothing else to do,
/// and where continuations go. The others stand in while it is held up: on threads of their own, since the pool adds threads too slowly for that, which
/// sleep while there is nothing to read. All are background threads: a result that is never read through does not keep the process alive.
/// </summary>
internal sealed class OutcomeReader(ResultReaders readers, bool isPooled) : IThreadPoolWorkItem
{
    private readonly object _lock = new();
    private bool _isWoken;
    private int _begun;

    public bool IsPooled => isPooled;

    /// <summary>Gets or sets whether it reads or is about to, and is not held up. All that follows is under the lock of the readers.</summary>
    public bool IsActive { get; set; }

    /// <summary>Gets or sets whether one outcome holds it up, so that others do not wait for it.</summary>
    public bool IsHeldUp { get; set; }

    /// <summary>Gets the outcomes that it reads.</summary>
    public OutcomeChunk Chunk { get; } = new();

    /// <summary>Gets the number of outcomes that it has begun.</summary>
    public int Begun => Volatile.Read(ref _begun);

    /// <summary>Gets or sets the number that it had begun at the last check.</summary>
    public int Seen { get; set; }

    /// <summary>Begins to run.</summary>
    public void Start()
    {
        if (isPooled)
        {
            BackgroundTask.Run(this);
        }
        else
        {
            new Thread(static reader => ((OutcomeReader)reader!).Execute()) { IsBackground = true, Name = "GlobusCompute.Remote results" }.UnsafeStart(this);
        }
    }

    /// <summary>Ends a sleep, or the next one.</summary>
    public void Wake()
    {
        lock (_lock)
        {
            _isWoken = true;
            Monitor.Pulse(_lock);
        }
    }

    /// <summary>Sleeps until it is woken.</summary>
    /// <returns>False when the time was over first.</returns>
    public bool Sleep(TimeSpan longest)
    {
        lock (_lock)
        {
            if (!_isWoken)
            {
                Monitor.Wait(_lock, longest);
            }

            var isWoken = _isWoken;
            _isWoken = false;
            return isWoken;
        }
    }

    /// <inheritdoc/>
    public void Execute()
    {
        // What a converter of the app leaves in the thread's context is not there for the next one.
        var context = ExecutionContext.Capture();
        while (readers.TryTake(this))
        {
            while (Chunk.TryNext(out var outcome))
            {
                Volatile.Write(ref _begun, _begun + 1);
                readers.Read(outcome);
                if (context is not null)
                {
                    ExecutionContext.Restore(context);
                }
            }
        }
    }
}
