using System.Buffers;

namespace GlobusCompute.Remote.Journal;

/// <summary>
/// The files of a journal: one writer, records appended to the last file, whole or not at all. A lock file beside them is held open, not merely there, so that
/// it ends with its process. Not thread-safe: the journal's lock guards it.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private readonly string _path;
    private readonly ComputeJournalOptions _options;
    private readonly FileStream _lock;
    private readonly List<JournalSegment> _segments = [];
    private FileStream? _stream;
    private long _length;

    private JournalFile(string path, ComputeJournalOptions options, FileStream @lock)
    {
        _path = path;
        _options = options;
        _lock = @lock;
    }

    /// <summary>The files that are there, in order. Records are appended to the last one.</summary>
    public IReadOnlyList<JournalSegment> Segments => _segments;

    /// <exception cref="ComputeJournalException">The file cannot be used, or another has it open.</exception>
    public static JournalFile Lock(string path, ComputeJournalOptions options)
    {
        try
        {
            return new JournalFile(path, options, PrivateFile.OpenOrCreate(path + ".lock", FileShare.None));
        }
        catch (IOException e) when (IsHeldByAnother(e))
        {
            throw ComputeJournalException.Of(
                path,
                "is in use: a journal has one writer, "
                + $"and another process or another {nameof(ComputeJournal)} of this one has it open ({e.Message})",
                e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ComputeJournalException.Of(path, $"cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>Finds the files that there are, and makes the first one where there is none.</summary>
    /// <param name="damage">What the first one says when it was missing though there are others.</param>
    /// <exception cref="ComputeJournalException">They cannot be found or made, or one is not a regular file.</exception>
    public void Find(JournalRecord damage) => Guard("cannot be opened", () =>
    {
        _segments.AddRange(JournalSegment.Find(_path));
        _segments.ForEach(static segment => PrivateFile.ThrowIfNotRegular(segment.Path));
        if (_segments is not [{ Number: 0 }, ..])
        {
            var first = JournalSegment.Of(_path, 0);
            Make(first, _segments.Count > 0 ? damage : null).Dispose();
            _segments.Insert(0, first);
        }
    });

    /// <summary>Reads one of the files. Needs no lock for one that is not the last.</summary>
    /// <exception cref="FormatException">It is not a journal, or one of a later version.</exception>
    /// <exception cref="ComputeJournalException">It cannot be read.</exception>
    public JournalEnd Read(JournalSegment segment, TakeRecord take) => Guard("cannot be read", () =>
    {
        using var stream = PrivateFile.Open(segment.Path, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return JournalText.Read(stream, take);
    });

    /// <summary>Says where the last good record of the last file ends; 0 when not even the first line is whole.</summary>
    public void EndAt(long position) => _length = position;

    /// <summary>Goes on behind that record. What was cut off after it goes, which takes no space on a disk that is full.</summary>
    /// <exception cref="ComputeJournalException">The file cannot be written to. Appending tries again.</exception>
    public void Continue() => Guard("cannot be opened", Reopen);

    /// <summary>Appends a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="flush">Whether it must be there after a loss of power.</param>
    /// <returns>Whether the journal has gone on in another file.</returns>
    /// <exception cref="ComputeJournalException">It cannot be written. Nothing of it stays.</exception>
    public bool Append(JournalRecord record, bool flush)
    {
        var line = new ArrayBufferWriter<byte>(512);
        return Guard("cannot be written", () =>
        {
            JournalText.Write(record, line);
            if (_stream is null)
            {
                // Left by an attempt that failed before.
                Reopen();
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
            return _length >= _options.SegmentBytes && TryGoOn();
        });
    }

    /// <summary>Goes on in another file, so that all that are there can be compacted.</summary>
    /// <exception cref="ComputeJournalException">It cannot be made. The journal goes on in the last one.</exception>
    public void GoOn() => Guard("cannot be written", () =>
    {
        var next = JournalSegment.Of(_path, _segments[^1].Number + 1);
        if (_stream is not null)
        {
            _stream.SetLength(_length);
            _stream.Flush(flushToDisk: true);
        }

        var stream = Make(next);
        _stream?.Dispose();
        _stream = stream;
        _length = stream.Length;
        _segments.Add(next);
    });

    /// <summary>
    /// Writes one of the files anew, at once: whatever happens on the way, it holds the old or the new. Needs no lock for one that is not the last.
    /// </summary>
    /// <param name="segment">The file.</param>
    /// <param name="keep">What is left of each record; null for nothing.</param>
    /// <param name="damage">What the file says first when it is damaged: then the old one stays, with the ending <c>.damaged</c>.</param>
    /// <returns>Whether a record is left.</returns>
    /// <exception cref="ComputeJournalException">It cannot be written. The file is as it was.</exception>
    public bool Rewrite(JournalSegment segment, Func<JournalRecord, JournalRecord?> keep, JournalRecord? damage = null) => Guard("cannot be rewritten", () =>
    {
        var rewritten = segment.Path + ".new";
        var isLeft = damage is not null;
        try
        {
            using (var stream = PrivateFile.Create(rewritten))
            {
                var output = JournalText.Begin(damage);
                Read(segment, (record, _) =>
                {
                    if (keep(record) is not { } left)
                    {
                        return;
                    }

                    isLeft = true;
                    JournalText.Write(left, output);
                    if (output.WrittenCount >= 64 * 1024)
                    {
                        _options.Write(stream, output.WrittenMemory);
                        output.ResetWrittenCount();
                    }
                });
                _options.Write(stream, output.WrittenMemory);
                stream.Flush(flushToDisk: true);
            }

            if (damage is not null)
            {
                using var old = PrivateFile.Open(segment.Path, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var copy = PrivateFile.Create(segment.Path + ".damaged");
                old.CopyTo(copy);
            }

            File.Move(rewritten, segment.Path, overwrite: true);
        }
        catch
        {
            File.Delete(rewritten);
            throw;
        }

        DirectorySync.Flush(Path.GetDirectoryName(_path)!);
        return isLeft;
    });

    /// <summary>Writes the last file anew, likewise.</summary>
    /// <exception cref="ComputeJournalException">It cannot be written. The file is as it was.</exception>
    public void RewriteLast(Func<JournalRecord, JournalRecord?> keep, JournalRecord? damage = null)
    {
        _stream?.Dispose();
        _stream = null;
        Rewrite(_segments[^1], keep, damage);
        EndAt(new FileInfo(_segments[^1].Path).Length);
        Continue();
    }

    /// <summary>Removes a file in which nothing is left.</summary>
    /// <exception cref="ComputeJournalException">It cannot be removed.</exception>
    public void Remove(JournalSegment segment) => Guard("cannot be compacted", () =>
    {
        File.Delete(segment.Path);
        _segments.Remove(segment);
    });

    public void Dispose()
    {
        _stream?.Dispose();
        _lock.Dispose();
    }

    // ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION; EWOULDBLOCK of Linux and of macOS.
    private static bool IsHeldByAnother(IOException e) => (e.HResult & 0xFFFF) is 32 or 33 || (!OperatingSystem.IsWindows() && e.HResult is 11 or 35);

    private void Reopen()
    {
        var stream = PrivateFile.Open(_segments[^1].Path, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            if (stream.Length > _length)
            {
                stream.SetLength(_length);
            }

            if (_length == 0)
            {
                _options.Write(stream, JournalText.Header.ToArray());
                _length = stream.Length;
            }

            _stream = stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private bool TryGoOn()
    {
        try
        {
            GoOn();
            return true;
        }
        catch (ComputeJournalException)
        {
            // The record is written; the next one tries again, and until then the file is merely longer.
            return false;
        }
    }

    private FileStream Make(JournalSegment segment, JournalRecord? first = null)
    {
        var stream = PrivateFile.Create(segment.Path);
        try
        {
            _options.Write(stream, JournalText.Begin(first).WrittenMemory);
            stream.Flush(flushToDisk: true);
            DirectorySync.Flush(Path.GetDirectoryName(_path)!);
            return stream;
        }
        catch
        {
            stream.Dispose();
            File.Delete(segment.Path);
            throw;
        }
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
            throw ComputeJournalException.Of(_path, $"{what}: {e.Message}", e);
        }
    }
}
