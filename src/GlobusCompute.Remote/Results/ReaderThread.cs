using GlobusCompute.Remote.Futures;

namespace GlobusCompute.Remote.Results;

/// <summary>
/// A thread that reads results, one after the other, and sleeps while there are none. Its own rather than the pool's, which adds threads too slowly for
/// results that keep theirs; and a background one, so that a result that is never read through does not keep the process alive.
/// </summary>
internal sealed class ReaderThread
{
    private readonly object _lock = new();
    private readonly ResultReaders _readers;
    private bool _isWoken;

    public ReaderThread(ResultReaders readers) => _readers = readers;

    /// <summary>Gets or sets the call whose result is being read, or null. Under the readers' lock.</summary>
    public RemoteCall? Current { get; set; }

    /// <summary>Gets or sets how many results it has begun. Under the readers' lock.</summary>
    public int Begun { get; set; }

    /// <summary>Gets or sets how many it had begun when the watch looked last. Under the readers' lock.</summary>
    public int Seen { get; set; }

    /// <summary>Gets or sets whether it has been on one result for so long that others do not wait for it. Under the readers' lock.</summary>
    public bool IsStuck { get; set; }

    public void Start() => new Thread(static state => ((ReaderThread)state!).Run()) { IsBackground = true, Name = "GlobusCompute.Remote results" }
        .UnsafeStart(this);

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

    private void Run()
    {
        // What a converter of the app leaves in the thread's context is not there for the next one.
        var context = ExecutionContext.Capture();
        while (_readers.TryTake(this, out var result))
        {
            _readers.Read(result);
            if (context is not null)
            {
                ExecutionContext.Restore(context);
            }
        }
    }
}
