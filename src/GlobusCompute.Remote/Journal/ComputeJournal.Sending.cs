using GlobusCompute.Remote.Journal;

namespace GlobusCompute.Remote.Journal;

/// <summary>Describes what the client writes down.</summary>
public sealed partial class ComputeJournal
{
    /// <summary>Takes the journal for a client, as two would mix up their task groups.</summary>
    /// <exception cref="InvalidOperationException">Another client has it.</exception>
    internal void Claim()
    {
        lock (_lock)
        {
            ThrowIfDisposed();
        }

        if (Interlocked.Exchange(ref _isClaimed, 1) != 0)
        {
            throw new InvalidOperationException($"{this} is used by another client; each client has a journal of its own.");
        }
    }

    internal void Release() => Volatile.Write(ref _isClaimed, 0);

    /// <summary>Writes a request down that is about to be sent.</summary>
    /// <exception cref="ComputeJournalException">It cannot be written, and must not be sent.</exception>
    internal JournalBatch Begin(Guid endpointId, Guid? taskGroupId, IReadOnlyList<JournalFunction> functions)
    {
        lock (_lock)
        {
            var record = new JournalRecord
            {
                Kind = JournalKind.Batch,
                Batch = _memory.NextNumber,
                At = _options.TimeProvider.GetUtcNow(),
                Endpoint = endpointId,
                Group = taskGroupId,
                Functions = functions,
            };
            Write(record, flush: true);
            var begun = _memory.Batch(record.Batch)!;
            begun.IsInFlight = true;
            return begun;
        }
    }

    /// <summary>Writes down as which tasks a request was accepted.</summary>
    /// <exception cref="ComputeJournalException">It cannot be written. The tasks are remembered as long as the process lives.</exception>
    internal void Accepted(JournalBatch batch, Guid? taskGroupId, IReadOnlyDictionary<Guid, Guid[]?> tasks)
    {
        lock (_lock)
        {
            batch.IsInFlight = false;
            Write(
                new JournalRecord
                {
                    Kind = JournalKind.Accepted,
                    Batch = batch.Number,
                    At = _options.TimeProvider.GetUtcNow(),
                    Group = taskGroupId,
                    Tasks = [.. batch.Functions.Select((f, i) => tasks.GetValueOrDefault(f.Id) is { } ids && ids.Length == batch.Calls[i].Length ? ids : null)],
                },
                flush: true,
                evenUnwritten: true);
        }
    }

    /// <summary>Writes down that a request surely was not accepted.</summary>
    /// <exception cref="ComputeJournalException">It cannot be written.</exception>
    internal void Refused(JournalBatch batch)
    {
        lock (_lock)
        {
            batch.IsInFlight = false;
            Write(new JournalRecord { Kind = JournalKind.Refused, Batch = batch.Number }, flush: false, evenUnwritten: true);
        }
    }

    /// <summary>The outcome of a request is unknown and will remain so.</summary>
    internal void GaveUp(JournalBatch batch)
    {
        lock (_lock)
        {
            batch.IsInFlight = false;
        }
    }

    /// <summary>Writes down that the outcome of a task has arrived. Never waits for the disk: such a record may be lost.</summary>
    /// <exception cref="ComputeJournalException">It cannot be written.</exception>
    internal void Ended(Guid taskId)
    {
        _ended.Enqueue(taskId);
        if (!Monitor.TryEnter(_lock))
        {
            // Whoever writes takes it along, or the next one.
            return;
        }

        try
        {
            if (!_isDisposed)
            {
                TakeEnded();
            }
        }
        finally
        {
            Monitor.Exit(_lock);
        }
    }

    /// <summary>What is known of a task, or null.</summary>
    internal ComputeTaskHandle? Recall(Guid taskId)
    {
        lock (_lock)
        {
            return _memory.TryGetTask(taskId, out var call) ? call.Handle : null;
        }
    }

    private void TakeEnded()
    {
        var ids = new List<Guid>();
        while (_ended.TryDequeue(out var id))
        {
            if (_memory.TryGetTask(id, out var call) && !call.HasEnded)
            {
                ids.Add(id);
            }
        }

        if (ids.Count > 0)
        {
            Write(new JournalRecord { Kind = JournalKind.Ended, At = _options.TimeProvider.GetUtcNow(), Ended = ids }, flush: false, evenUnwritten: true);
        }
    }

    /// <param name="record">The record.</param>
    /// <param name="flush">Whether it must be there after a loss of power.</param>
    /// <param name="evenUnwritten">Whether it is true also when it cannot be written.</param>
    private void Write(JournalRecord record, bool flush, bool evenUnwritten = false)
    {
        try
        {
            if (_isDisposed)
            {
                throw ComputeJournalException.Of(Path, "was disposed while its client used it.");
            }

            if (_file.Append(record, flush))
            {
                CompactLater();
            }
        }
        catch (ComputeJournalException) when (evenUnwritten)
        {
            _memory.Apply(record);
            throw;
        }

        _memory.Apply(record);
    }
}
