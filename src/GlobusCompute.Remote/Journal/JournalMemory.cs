using System.Diagnostics.CodeAnalysis;

namespace GlobusCompute.Remote.Journal;

/// <summary>What the records of a journal say together. Not thread-safe: the journal's lock guards it.</summary>
internal sealed class JournalMemory
{
    private readonly List<JournalBatch> _batches = [];
    private readonly Dictionary<long, JournalBatch> _byNumber = [];
    private readonly Dictionary<Guid, JournalCall> _byTask = [];
    private readonly Dictionary<string, JournalCall> _byTag = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, JournalGroup> _groups = [];

    /// <summary>When records were found damaged that are gone, or null.</summary>
    public DateTimeOffset? DamagedAt { get; private set; }

    public long NextNumber { get; private set; } = 1;

    public IEnumerable<JournalCall> Calls => _batches.SelectMany(static batch => batch.AllCalls);

    public JournalBatch? Batch(long? number) => number is { } known ? _byNumber.GetValueOrDefault(known) : null;

    public bool TryGetTask(Guid taskId, [MaybeNullWhen(false)] out JournalCall call) => _byTask.TryGetValue(taskId, out call);

    public JournalGroup? Group(Guid taskGroupId) => _groups.GetValueOrDefault(taskGroupId);

    /// <summary>The last call with a tag, or null. A call that was sent again is the one of the last request.</summary>
    public JournalCall? Find(string tag) => _byTag.GetValueOrDefault(tag);

    /// <summary>Requests to a group that may have become tasks of which nothing is known.</summary>
    public IEnumerable<JournalBatch> Unresolved(Guid taskGroupId) =>
        _batches.Where(batch => batch.TaskGroupId == taskGroupId && batch.HasUnknownTasks);

    /// <summary>Takes in a record. What makes no sense in its place is passed over.</summary>
    public void Apply(JournalRecord record)
    {
        var batch = Batch(record.Batch);
        switch (record.Kind)
        {
            case JournalKind.Batch when record is { Batch: { } number, At: { } at, Endpoint: { } endpoint, Functions: { } functions } && batch is null:
                Add(new JournalBatch(number, at, endpoint, record.Group, functions));
                break;
            case JournalKind.Accepted when batch is not null:
                Accept(batch, record);
                break;
            case JournalKind.Refused when batch is not null:
                batch.IsRefused = true;
                break;
            case JournalKind.Ended when record.Ended is { } ended:
                foreach (var id in ended)
                {
                    End(id, record.At);
                }

                break;
            case JournalKind.Group when record.Group is { } group:
                _groups[group] = new JournalGroup { IsOwn = record.Own ?? false, IsComplete = record.Complete ?? false };
                break;
            case JournalKind.Damage:
                Damage(record.At ?? DateTimeOffset.MinValue);
                break;
            default:
                break;
        }
    }

    /// <summary>Records are gone: no group's account is complete any more.</summary>
    public void Damage(DateTimeOffset at)
    {
        DamagedAt = at;
        foreach (var group in _groups.Values)
        {
            group.IsComplete = false;
        }
    }

    /// <summary>Forgets requests of which nothing new was recorded since a moment.</summary>
    /// <param name="before">The moment.</param>
    /// <param name="incomplete">Takes the groups of which not all is known any more, which is to be recorded before the requests go.</param>
    /// <returns>Whether there were any.</returns>
    public bool Forget(DateTimeOffset before, ICollection<Guid> incomplete)
    {
        var old = _batches.Where(batch => !batch.IsInFlight && batch.LastNews < before).ToHashSet();
        var tags = new HashSet<string>();
        foreach (var batch in old)
        {
            _byNumber.Remove(batch.Number);
            foreach (var call in batch.AllCalls)
            {
                if (call.TaskId is { } id)
                {
                    _byTask.Remove(id);
                }

                if (call.Tag is { } tag && _byTag.GetValueOrDefault(tag) == call)
                {
                    _byTag.Remove(tag);
                    tags.Add(tag);
                }
            }

            if (batch.TaskGroupId is { } group && _groups.GetValueOrDefault(group) is { IsComplete: true } account)
            {
                account.IsComplete = false;
                incomplete.Add(group);
            }
        }

        _batches.RemoveAll(old.Contains);
        foreach (var call in tags.Count == 0 ? [] : Calls.Where(call => call.Tag is { } tag && tags.Contains(tag)))
        {
            // An earlier request of which there was news later.
            _byTag[call.Tag!] = call;
        }

        foreach (var unused in _groups.Keys.Except(_batches.Select(static batch => batch.TaskGroupId ?? Guid.Empty)).ToList())
        {
            _groups.Remove(unused);
        }

        var isOld = DamagedAt < before;
        if (isOld)
        {
            foreach (var (group, _) in _groups.Where(static group => !group.Value.IsComplete))
            {
                incomplete.Add(group);
            }
        }

        DamagedAt = isOld ? null : DamagedAt;
        return old.Count > 0 || isOld;
    }

    /// <summary>Whether any request is older than a moment, as far as is recorded of it.</summary>
    public bool HasOlder(DateTimeOffset before) => DamagedAt < before || _batches.Exists(batch => !batch.IsInFlight && batch.LastNews < before);

    /// <summary>What is left of a record once requests were forgotten; null when it says nothing any more.</summary>
    public JournalRecord? Keep(JournalRecord record)
    {
        switch (record.Kind)
        {
            case JournalKind.Batch or JournalKind.Accepted or JournalKind.Refused:
                return Batch(record.Batch) is null ? null : record;
            case JournalKind.Ended when record.Ended is { } ended:
                var known = ended.Where(_byTask.ContainsKey).ToList();
                return known.Count == 0 ? null : known.Count == ended.Count ? record : record with { Ended = known };
            case JournalKind.Group when record.Group is { } group:
                return Group(group) is { } account && account.IsComplete == record.Complete ? record : null;
            case JournalKind.Damage:
                return DamagedAt is null ? null : record;
            default:
                return null;
        }
    }

    /// <summary>The record of a group.</summary>
    public JournalRecord RecordOf(Guid group) =>
        new() { Kind = JournalKind.Group, Group = group, Own = Group(group)!.IsOwn, Complete = Group(group)!.IsComplete };

    private void Add(JournalBatch batch)
    {
        _batches.Add(batch);
        _byNumber.Add(batch.Number, batch);
        NextNumber = Math.Max(NextNumber, batch.Number + 1);
        if (batch.TaskGroupId is { } group)
        {
            _groups.TryAdd(group, new JournalGroup { IsOwn = false });
        }

        foreach (var call in batch.AllCalls)
        {
            if (call.Tag is { } tag)
            {
                // Records may be read again that were compacted already: they are of older requests.
                if (_byTag.GetValueOrDefault(tag) is not { } last || last.Batch.Number <= batch.Number)
                {
                    _byTag[tag] = call;
                }
            }
        }
    }

    private void Accept(JournalBatch batch, JournalRecord record)
    {
        batch.IsAccepted = true;
        batch.LastNews = record.At ?? batch.LastNews;
        if (record.Group is { } group)
        {
            // A group that the service names to a request without one was made for it (protocol.md §3.6).
            _groups.TryAdd(group, new JournalGroup { IsOwn = batch.TaskGroupId is null, IsComplete = DamagedAt is null });
            batch.TaskGroupId = group;
        }

        for (var i = 0; i < batch.Calls.Count && i < (record.Tasks?.Count ?? 0); i++)
        {
            if (record.Tasks![i] is not { } ids || ids.Length != batch.Calls[i].Length)
            {
                continue;
            }

            for (var j = 0; j < ids.Length; j++)
            {
                // An answer that names a task twice binds it to nobody.
                if (_byTask.TryAdd(ids[j], batch.Calls[i][j]))
                {
                    batch.Calls[i][j].TaskId = ids[j];
                }
            }
        }
    }

    private void End(Guid taskId, DateTimeOffset? at)
    {
        if (_byTask.TryGetValue(taskId, out var call))
        {
            call.HasEnded = true;
            call.Batch.LastNews = at > call.Batch.LastNews ? at.Value : call.Batch.LastNews;
        }
    }
}
