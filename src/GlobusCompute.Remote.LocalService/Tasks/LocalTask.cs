namespace GlobusCompute.Remote.LocalService.Tasks;

/// <summary>One task from its submission to its result. Its state is written by the pool and read by the routes.</summary>
internal sealed class LocalTask(Guid id, TaskBatch batch, FunctionRecord function, byte[] arguments, DateTimeOffset createdAt)
{
    private byte[]? _arguments = arguments;
    private FunctionRecord? _function = function;
    private int _state = (int)TaskState.Received;
    private PackedResult? _result;

    public Guid Id { get; } = id;

    public TaskBatch Batch { get; } = batch;

    public string FunctionName { get; } = function.Name;

    public Guid GroupId => Batch.GroupId;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    /// <summary>The function's buffer, the first part of the task buffer. Empty once the task is finished.</summary>
    public ReadOnlyMemory<byte> Code => _function?.Code;

    /// <summary>The packed arguments, the second part of the task buffer. Empty once the task is finished.</summary>
    public ReadOnlyMemory<byte> Arguments => _arguments;

    public TaskState State
    {
        get => (TaskState)Volatile.Read(ref _state);
        set => Volatile.Write(ref _state, (int)value);
    }

    /// <summary>The result; null until the state is <see cref="TaskState.Success"/> or <see cref="TaskState.Failed"/>.</summary>
    public PackedResult? Result => Volatile.Read(ref _result);

    public DateTimeOffset CompletedAt { get; private set; }

    /// <summary>Completes when the broker has the result; null if nobody waits for that.</summary>
    public TaskCompletionSource? Published { get; set; }

    /// <summary>Whether it was decided if the task's worker is to be killed: that is done once for each task.</summary>
    public bool IsKillChosen { get; set; }

    /// <summary>The rule by which the worker that gets this task is killed, or null.</summary>
    public FaultRule? Kill { get; set; }

    /// <summary>Describes what is known of it from the start.</summary>
    public LocalTaskSnapshot Describe() => new()
    {
        TaskId = Id,
        FunctionName = FunctionName,
        User = Batch.User,
        RequestId = Batch.RequestId,
        SubmittedAt = CreatedAt,
    };

    public void Complete(PackedResult result, DateTimeOffset now)
    {
        CompletedAt = now;
        Volatile.Write(ref _result, result);
        State = result.IsError ? TaskState.Failed : TaskState.Success;
        _arguments = null;
        _function = null;
    }
}
