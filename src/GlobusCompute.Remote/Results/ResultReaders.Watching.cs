namespace GlobusCompute.Remote.Results;

/// <content>Whether the readers keep up, as long as outcomes wait. Nothing is measured for each outcome.</content>
internal sealed partial class ResultReaders
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(50);

    private int _ticks;
    private bool _isWatching;

    private void Watch()
    {
        lock (_lock)
        {
            if (!_isWatching)
            {
                return;
            }

            _ticks++;
            var isNew = NoteHeldUp();
            TakeBackWaiting();
            if (isNew)
            {
                // Slow ones often come together. There are twice as many readers each time, so that nobody waits for long behind several of them.
                _wanted = Math.Max(_wanted, _heldUp);
            }
            else if ((_returned.TryPeek(out var oldest) || _waiting.TryPeek(out oldest)) && _ticks - oldest.Since > 1)
            {
                // None takes long, but all together do.
                _wanted = Math.Max(_wanted, Math.Min(_wanted + 1, Environment.ProcessorCount));
            }

            var missing = Math.Min(_wanted, WaitingCount) - _active;
            while (missing > 0 && TryActivate())
            {
                missing--;
            }

            if (WaitingCount > 0 || _readers.Exists(static reader => reader.Chunk.Left > 0))
            {
                _watch.Change(s_tick, Timeout.InfiniteTimeSpan);
            }
            else
            {
                _isWatching = false;
            }
        }
    }

    /// <returns>Whether one is held up that was not at the last check.</returns>
    private bool NoteHeldUp()
    {
        var isNew = false;
        foreach (var reader in _readers)
        {
            // Also one that has not begun to run: the pool may have no thread for it.
            if (reader.IsActive && reader.Begun == reader.Seen)
            {
                SetInactive(reader);
                reader.IsHeldUp = true;
                _heldUp++;
                isNew = true;
                TakeBack(reader.Chunk);
            }

            reader.Seen = reader.Begun;
        }

        return isNew;
    }

    // Outcomes that a reader has taken wait, too, when those before them take long together.
    private void TakeBackWaiting()
    {
        foreach (var reader in _readers)
        {
            if (reader.Chunk.Left > 0 && _ticks - reader.Chunk.Since > 1)
            {
                TakeBack(reader.Chunk);
            }
        }
    }

    // What waits behind the outcomes that hold a reader up is for others to read.
    private void TakeBack(OutcomeChunk chunk)
    {
        foreach (var outcome in chunk.TakeLeft())
        {
            _returned.Enqueue(outcome);
            Volatile.Write(ref _waitingBytes, _waitingBytes + outcome.Text.Length);
        }
    }

    private void BeginWatch()
    {
        _isWatching = true;
        foreach (var reader in _readers)
        {
            reader.Seen = reader.Begun;
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
}
