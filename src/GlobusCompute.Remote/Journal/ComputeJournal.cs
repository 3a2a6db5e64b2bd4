using System.Collections.Concurrent;
using GlobusCompute.Remote.Journal;

namespace GlobusCompute.Remote.Journal;

/// <summary>
/// Records on disk which calls a client sends, so that they can be found by their tags after a crash at any moment. Set as
/// <see cref="ComputeClientOptions.Journal"/>; <see cref="ComputeClient.FindByTagAsync{T}"/> returns the futures. It contains function names, ids and tags,
/// never arguments, results or tokens. Safe for use by many threads.
/// </summary>
/// <remarks>
/// Each request is recorded before it is sent, in one record with all its calls, and its task ids once the answer is there. Between the two, a crash leaves the
/// outcome of the request unknown; <c>docs/journal.md</c> describes how such calls are found, and the file's format.
/// </remarks>
public sealed partial class ComputeJournal : IDisposable
{
    private readonly object _lock = new();
    private readonly JournalFile _file;
    private readonly JournalMemory _memory = new();
    private readonly ComputeJournalOptions _options;
    private readonly ConcurrentQueue<Guid> _ended = new();

    // Groups of which is not recorded yet that not all is known of them.
    private readonly HashSet<Guid> _unrecorded = [];

    // Whether what is forgotten, or damaged, may still be in the files.
    private bool _isUnkept;
    private bool _isDisposed;
    private int _isClaimed;

    private ComputeJournal(string path, JournalFile file, ComputeJournalOptions options)
    {
        Path = path;
        _file = file;
        _options = options;
    }

    /// <summary>
    /// Gets the journal's file. A lock file with the extension <c>.lock</c> is beside it, and further files of the journal with a number after the name.
    /// </summary>
    public string Path { get; }

    /// <summary>
    /// Gets whether complete records are missing: the file was altered, or its disk failed. The other records are used, but the journal no longer reports that
    /// a call was never sent. The damaged file is kept beside this one with the extension <c>.damaged</c>.
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
    /// Opens a journal, or creates it; on Unix, only its owner can read the file. Records older than the retention time are dropped, and so is an incomplete
    /// last record. An existing journal can be opened on a full disk: its calls can be attached, but no others are sent until there is space.
    /// </summary>
    /// <param name="path">The file. Its folder must exist.</param>
    /// <param name="options">The options of the journal; null for the defaults.</param>
    /// <exception cref="ArgumentException">The path is empty, or an option is out of its range.</exception>
    /// <exception cref="ComputeJournalException">
    /// Another writer has it open, it is not a journal, one of its files is not a regular file, or it cannot be read or written.
    /// </exception>
    public static ComputeJournal Open(string path, ComputeJournalOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options = (options ?? new ComputeJournalOptions()).Checked();
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

    /// <summary>Returns the recorded calls in the order in which they were sent. A call that was sent twice is listed twice.</summary>
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

    /// <summary>Returns the last call that was sent with a tag, or null.</summary>
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
    /// Closes the file. Calls of a client that still uses the journal fault with <see cref="CallRefusedException"/> from now on: dispose the client first.
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
        }

        // A compaction under way ends at its next record. The lock file goes last: nobody else writes before.
        lock (_compacting)
        {
            _file.Dispose();
        }
    }

    /// <summary>Returns the path.</summary>
    public override string ToString() => $"{nameof(ComputeJournal)} ({Path})";

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);
}
