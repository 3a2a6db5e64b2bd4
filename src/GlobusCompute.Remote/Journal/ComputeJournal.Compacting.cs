using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.Threading;

namespace GlobusCompute.Remote.Journal;

/// <summary>Describes how the journal is read when it is opened, and what is older than it is kept goes.</summary>
public sealed partial class ComputeJournal
{
    private readonly object _compacting = new();

    /// <summary>
    /// Drops what is older than the options keep it. Opening does so, too, and so does each 64 MiB that are written; calls are sent meanwhile.
    /// </summary>
    /// <exception cref="ComputeJournalException">It cannot be written. Nothing is lost, and the next time tries again.</exception>
    /// <exception cref="ObjectDisposedException">The journal was disposed.</exception>
    public void Compact()
    {
        lock (_compacting)
        {
            List<JournalSegment> closed;
            lock (_lock)
            {
                ThrowIfDisposed();
                TakeEnded();
                if (!_isUnkept && !_memory.HasOlder(Oldest))
                {
                    return;
                }

                _file.GoOn();
                closed = Forget();
            }

            Rewrite(closed);
        }
    }

    private DateTimeOffset Oldest => _options.TimeProvider.GetUtcNow() - _options.Retention;

    private JournalRecord Damage => new() { Kind = JournalKind.Damage, At = _memory.DamagedAt ?? _options.TimeProvider.GetUtcNow() };

    private void Load()
    {
        _file.Find(Damage);
        JournalEnd end = default;
        foreach (var segment in _file.Segments)
        {
            try
            {
                end = _file.Read(segment, (record, _) => _memory.Apply(record));
            }
            catch (FormatException e)
            {
                throw ComputeJournalException.Of(segment.Path, $"cannot be read: {e.Message}", e);
            }

            if (end.IsDamaged || (segment != _file.Segments[^1] && IsCutOff(end)))
            {
                _isUnkept = true;
            }
        }

        if (_isUnkept)
        {
            _memory.Damage(_options.TimeProvider.GetUtcNow());
        }

        _isUnkept |= _memory.HasOlder(Oldest);
        _file.EndAt(end.Position);
        try
        {
            TidyUp(end.IsDamaged);
        }
        catch (ComputeJournalException e) when (e.InnerException is IOException && (end.Position > 0 || _file.Segments.Count > 1))
        {
            // The disk is full, say. What is there is known, and nothing is sent before it can be written down.
        }
    }

    // A file is whole before the next one is begun.
    private static bool IsCutOff(JournalEnd end) => end.IsCutOff || end.Position == 0;

    private void TidyUp(bool isLastDamaged)
    {
        if (isLastDamaged)
        {
            _file.RewriteLast(static record => record, Damage);
        }
        else
        {
            _file.Continue();
        }

        if (_isUnkept)
        {
            // Nobody sends yet, so the last file can be written anew as well.
            Rewrite(Forget());
            _file.RewriteLast(_memory.Keep);
        }
    }

    /// <summary>Forgets what is old, and records of which groups not all is known any more.</summary>
    /// <returns>The files that may be written anew.</returns>
    private List<JournalSegment> Forget()
    {
        _isUnkept = true;
        var incomplete = new List<Guid>();
        _memory.Forget(Oldest, incomplete);
        foreach (var group in incomplete)
        {
            _unrecorded.Add(group);
        }

        foreach (var group in _unrecorded.ToList())
        {
            if (_memory.Group(group) is not null)
            {
                _file.Append(_memory.RecordOf(group), flush: true);
            }

            _unrecorded.Remove(group);
        }

        return [.. _file.Segments.SkipLast(1)];
    }

    private void Rewrite(List<JournalSegment> closed)
    {
        foreach (var segment in closed)
        {
            var isLess = false;
            var end = _file.Read(segment, (record, _) => isLess |= Keep(record) != record);
            JournalRecord? damage = null;
            if (end.IsDamaged || IsCutOff(end))
            {
                lock (_lock)
                {
                    _memory.Damage(_options.TimeProvider.GetUtcNow());
                    damage = Damage;
                }
            }

            if ((isLess || damage is not null) && !_file.Rewrite(segment, Keep, damage) && segment.Number > 0)
            {
                lock (_lock)
                {
                    _file.Remove(segment);
                }
            }
        }

        _isUnkept = false;
    }

    private JournalRecord? Keep(JournalRecord record)
    {
        lock (_lock)
        {
            ThrowIfDisposed();
            return _memory.Keep(record);
        }
    }

    private void CompactLater() => _ = BackgroundTask.Run(() =>
    {
        try
        {
            Compact();
        }
        catch (Exception e) when (e is ComputeJournalException or ObjectDisposedException)
        {
            // Nothing is lost: what is old stays until the next file is full, or until the journal is opened.
        }

        return Task.CompletedTask;
    });
}
