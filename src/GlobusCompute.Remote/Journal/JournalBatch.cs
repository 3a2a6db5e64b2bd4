namespace GlobusCompute.Remote.Journal;

/// <summary>A request, as far as a journal knows it.</summary>
internal sealed class JournalBatch
{
    public JournalBatch(long number, DateTimeOffset sentAt, Guid endpointId, Guid? taskGroupId, IReadOnlyList<JournalFunction> functions)
    {
        Number = number;
        SentAt = sentAt;
        LastNews = sentAt;
        EndpointId = endpointId;
        TaskGroupId = taskGroupId;
        Functions = functions;
        Calls = [.. functions.Select(function => function.Tags.Select(tag => new JournalCall(this, function, tag)).ToArray())];
    }

    public long Number { get; }

    public DateTimeOffset SentAt { get; }

    public Guid EndpointId { get; }

    /// <summary>The group: the one it named, then the one the service named; null when neither is known.</summary>
    public Guid? TaskGroupId { get; set; }

    public IReadOnlyList<JournalFunction> Functions { get; }

    /// <summary>The calls of each function, in order.</summary>
    public IReadOnlyList<JournalCall[]> Calls { get; }

    public bool IsAccepted { get; set; }

    public bool IsRefused { get; set; }

    /// <summary>Whether this process sends it and waits for its answer.</summary>
    public bool IsInFlight { get; set; }

    /// <summary>When something was last recorded of it.</summary>
    public DateTimeOffset LastNews { get; set; }

    public IEnumerable<JournalCall> AllCalls => Calls.SelectMany(static calls => calls);

    /// <summary>Whether it may have been accepted, as tasks of which the journal knows nothing.</summary>
    public bool HasUnknownTasks => !IsRefused && AllCalls.Any(static call => call.TaskId is null);
}

/// <summary>A call, as far as a journal knows it.</summary>
internal sealed class JournalCall(JournalBatch batch, JournalFunction function, string? tag)
{
    public JournalBatch Batch => batch;

    public string? Tag => tag;

    public Guid? TaskId { get; set; }

    public bool HasEnded { get; set; }

    public ComputeJournalState State =>
        HasEnded ? ComputeJournalState.Ended
        : TaskId is not null ? ComputeJournalState.Accepted
        : batch.IsRefused ? ComputeJournalState.Refused
        : ComputeJournalState.Unknown;

    public ComputeTaskHandle Handle => new(TaskId, batch.TaskGroupId, batch.EndpointId, function.Id, function.Name, function.Hash, tag);

    public ComputeJournalEntry ToEntry() => new(Handle, State, batch.SentAt);
}
