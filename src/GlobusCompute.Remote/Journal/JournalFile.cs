using System.Buffers;

namespace GlobusCompute.Remote.Journal;

/// <summary>
/// The file of a journal: one writer, records appended whole or not at all. A lock file beside it is held open, not merely there, so that it ends
/// with its process. Not thread-safe: the journal's lock guards it.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private readonly string _path;
    private readonly ComputeJournalOptions _options;
    private readonly FileStream _lock;
    private FileStream? _stream;
    private long _length;

    private JournalFile(string path, ComputeJournalOptions options, FileStream @lock)
    {
        _path = path;
        _options = options;
        _lock = @lock;
    }

    private string NewPath => _path + ".new";

    /// <exception cref="ComputeJournalException">The file cannot be used, or another has it open.</exception>
    public static JournalFile Lock(string path, ComputeJournalOptions options)
    {
        try
        {
            return new JournalFile(path, options, OpenPrivate(path + ".lock", FileMode.OpenOrCreate, FileShare.None));
        }
        catch (IOException e) when (IsHeldByAnother(e))
        {
            throw new ComputeJournalException(
                path,
                "is in use: a journal has one writer, "
                + $"and another process or another {nameof(ComputeJournal)} of this one has it open ({e.Message})",
                e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ComputeJournalException(path, $"cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>The whole file; empty when there is none.</summary>
    public byte[] ReadAll() => Guard("cannot be read", () => File.Exists(_path) ? File.ReadAllBytes(_path) : []);

    /// <summary>Goes on behind what is there.</summary>
    public void Continue() => Guard("cannot be opened", () =>
    {
        _stream = OpenPrivate(_path, FileMode.Open, FileShare.Read);
        _length = _stream.Length;
        _stream.Position = _length;
    });

    /// <summary>Replaces all that is there, at once: whatever happens on the way, the file holds the old or the new.</summary>
    /// <param name="records">The new content.</param>
    /// <param name="keepOldAs">Where the old file stays, or null to let it go.</param>
    public void Replace(IEnumerable<JournalRecord> records, string? keepOldAs)
    {
        Guard("cannot be rewritten", () =>
        {
            var text = new ArrayBufferWriter<byte>();
            text.Write(JournalText.Header);
            foreach (var record in records)
            {
                JournalText.Write(record, text);
            }

            using (var stream = OpenPrivate(NewPath, FileMode.Create, FileShare.None))
            {
                _options.Write(stream, text.WrittenMemory);
                stream.Flush(flushToDisk: true);
            }

            _stream?.Dispose();
            _stream = null;
            if (keepOldAs is not null && File.Exists(_path))
            {
                File.Copy(_path, keepOldAs, overwrite: true);
            }

            File.Move(NewPath, _path, overwrite: true);
            DirectorySync.Flush(Path.GetDirectoryName(_path)!);
        });
        Continue();
    }

    /// <summary>Appends a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="flush">Whether it must be there after a loss of power.</param>
    /// <exception cref="ComputeJournalException">It cannot be written. Nothing of it stays.</exception>
    public void Append(JournalRecord record, bool flush)
    {
        var line = new ArrayBufferWriter<byte>(512);
        JournalText.Write(record, line);
        Guard("cannot be written", () =>
        {
            if (_stream is null)
            {
                // Left by an attempt that failed before.
                Continue();
            }

            if (_stream!.Length != _length)
            {
                _stream.SetLength(_length);
            }

            _stream.Position = _length;
            _options.Write(_stream, line.WrittenMemory);
            if (flush && _options.FlushToDisk)
            {
                _stream.Flush(flushToDisk: true);
            }

            _length += line.WrittenCount;
        });
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _lock.Dispose();
    }

    // ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION; EWOULDBLOCK of Linux and of macOS.
    private static bool IsHeldByAnother(IOException e) => (e.HResult & 0xFFFF) is 32 or 33 || (!OperatingSystem.IsWindows() && e.HResult is 11 or 35);

    private static FileStream OpenPrivate(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open)
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private void Guard(string what, Action action) => Guard(what, () =>
    {
        action();
        return true;
    });

    private T Guard<T>(string what, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ComputeJournalException(_path, $"{what}: {e.Message}", e);
        }
    }
}
