using System.Collections.Concurrent;
using GlobusCompute.Remote.Journal;

namespace GlobusCompute.Remote.Journal;

/// <summary>
/// Remembers on disk what a client sends, so that calls are found again by their tags after a crash at any moment. Given to a client as
/// <see cref="ComputeClientOptions.Journal"/>; <see cref="ComputeClient.FindByTagAsync{T}"/> gives the futures back. It holds function names, ids and
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
    /// The journal's file. A lock file with the ending <c>.lock</c> lies beside it, and further files of the journal with a number behind the name.
    /// </summary>
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
    /// are dropped, and so is the rest of one that was cut off by the end of its process. On a full disk an existing journal is opened all the same: its
    /// calls can be attached, and no others are sent until there is space.
    /// </summary>
    /// <param name="path">The file. Its folder must exist.</param>
    /// <param name="options">How it is kept; null for the defaults.</param>
    /// <exception cref="ArgumentException">The path is empty, or an option is out of its range.</exception>
    /// <exception cref="ComputeJournalException">Another writer has it open, it is not a journal, something else than a regular file has its
    /// name or that of one of its files, or it cannot be read or written.</exception>
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

    /// <summary>The path.</summary>
    public override string ToString() => $"{nameof(ComputeJournal)} ({Path})";

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);
}
