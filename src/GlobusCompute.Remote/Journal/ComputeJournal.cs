using System.Collections.Concurrent;
using GlobusCompute.Remote.Journal;

namespace GlobusCompute.Remote;

/// <summary>
/// Remembers on disk what a client sends, so that calls are found again by their tags after a crash at any moment. Given to a client as
/// <see cref="ComputeClientOptions.Journal"/>; <see cref="ComputeClient.AttachAsync{T}"/> gives the futures back. It holds function names, ids and
/// tags, never arguments, results or tokens. Safe for use by many threads.
/// </summary>
/// <remarks>
/// Each request is written down before it is sent, in one record with all its calls, and its task ids once the answer is there. Between the two lies
/// the one moment of which nobody can tell afterwards what happened; see <c>docs/journal.md</c> for what is done about it, and for the file's format.
/// </remarks>
public sealed partial class ComputeJournal : IDisposable
{
    private readonly object _lock = new();
    private readonly JournalFile _file;
    private readonly JournalMemory _memory = new();
    private readonly ComputeJournalOptions _options;
    private readonly ConcurrentQueue<Guid> _ended = new();
    private bool _isDisposed;
    private int _isClaimed;

    private ComputeJournal(string path, JournalFile file, ComputeJournalOptions options)
    {
        Path = path;
        _file = file;
        _options = options;
    }

    /// <summary>The journal's file. A lock file with the ending <c>.lock</c> lies beside it.</summary>
    public string Path { get; }

    /// <summary>
    /// Whether records are gone that had been written whole: the file was altered, or its disk failed. What is left is read all the same, but the
    /// journal no longer says of any call that it was never sent. The damaged file is kept beside this one with the ending <c>.damaged</c>.
    /// </summary>
    public bool IsDamaged
    {
        get
        {
            lock (_lock)
            {
                return _memory.DamagedAt is not null;
            }
        }
    }

    /// <summary>
    /// Opens a journal, or makes it where there is none; only its owner may read the file then, on Unix. Records older than the options keep them
    /// are dropped, and so is the rest of one that was cut off by the end of its process.
    /// </summary>
    /// <param name="path">The file. Its folder must exist.</param>
    /// <param name="options">How it is kept; null for the defaults.</param>
    /// <exception cref="ArgumentException">The path is empty, or an option is out of its range.</exception>
    /// <exception cref="ComputeJournalException">Another writer has it open, it is no journal, or it cannot be read or written.</exception>
    public static ComputeJournal Open(string path, ComputeJournalOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options ??= new ComputeJournalOptions();
        options.Validate();
        path = System.IO.Path.GetFullPath(path);
        var journal = new ComputeJournal(path, JournalFile.Lock(path, options), options);
        try
        {
            journal.Load();
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>The calls it knows, in the order in which they were sent. A call that was sent twice is there twice.</summary>
    /// <exception cref="ObjectDisposedException">The journal was disposed.</exception>
    public IReadOnlyList<ComputeJournalEntry> GetEntries()
    {
        lock (_lock)
        {
            ThrowIfDisposed();
            TakeEnded();
            return [.. _memory.Calls.Select(static call => call.ToEntry())];
        }
    }

    /// <summary>The last call that was sent with a tag, or null.</summary>
    /// <param name="tag">The tag.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tag"/> is null.</exception>
    /// <exception cref="ObjectDisposedException">The journal was disposed.</exception>
    public ComputeJournalEntry? Find(string tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        lock (_lock)
        {
            ThrowIfDisposed();
            TakeEnded();
            return _memory.Find(tag)?.ToEntry();
        }
    }

    /// <summary>
    /// Rewrites the file without what is older than the options keep it. Opening does so, too; a process that runs for months may do it from time to
    /// time.
    /// </summary>
    /// <exception cref="ComputeJournalException">It cannot be written. The file is as it was.</exception>
    /// <exception cref="ObjectDisposedException">The journal was disposed.</exception>
    public void Compact()
    {
        lock (_lock)
        {
            ThrowIfDisposed();
            TakeEnded();
            if (_memory.Forget(_options.TimeProvider.GetUtcNow() - _options.Retention))
            {
                _file.Replace(_memory.ToRecords(), keepOldAs: null);
            }
        }
    }

    /// <summary>
    /// Closes the file. Calls of a client that still uses the journal end in <see cref="SubmissionException"/> from now on: dispose the client first.
    /// </summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            try
            {
                TakeEnded();
            }
            catch (ComputeJournalException)
            {
                // Only that outcomes have arrived goes unrecorded; asked for again they are given again.
            }

            _isDisposed = true;
            _file.Dispose();
        }
    }

    /// <summary>The path.</summary>
    public override string ToString() => $"{nameof(ComputeJournal)} ({Path})";

    private void Load()
    {
        JournalContent content;
        try
        {
            content = JournalText.Read(_file.ReadAll());
        }
        catch (FormatException e)
        {
            throw new ComputeJournalException(Path, $"cannot be read: {e.Message}", e);
        }

        var now = _options.TimeProvider.GetUtcNow();
        foreach (var record in content.Records)
        {
            _memory.Apply(record);
        }

        if (content.IsDamaged)
        {
            _memory.Damage(now);
        }

        // A file that is as it should be is left alone.
        if (_memory.Forget(now - _options.Retention) || content.IsDamaged || content.IsCutOff || content.Records.Count == 0)
        {
            _file.Replace(_memory.ToRecords(), content.IsDamaged ? Path + ".damaged" : null);
        }
        else
        {
            _file.Continue();
        }
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);
}
