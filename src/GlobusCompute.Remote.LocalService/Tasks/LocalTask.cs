namespace GlobusCompute.Remote.LocalService.Tasks;

/// <summary>One task from its submission to its result. Its state is written by the pool and read by the routes.</summary>
internal sealed class LocalTask(Guid id, TaskBatch batch, FunctionRecord function, byte[] arguments, DateTimeOffset createdAt)
{
    private FunctionRecord? _function = function;
    private int _state = (int)TaskState.Received;
    private PackedResult? _result;
    private string? _failure;

    public Guid Id { get; } = id;

    public TaskBatch Batch { get; } = batch;

    public string FunctionName { get; } = function.Name;

    public Guid FunctionId { get; } = function.Id;

    /// <summary>What counts the tasks of the function.</summary>
    public FunctionTally Tally { get; } = function.Tally;

    /// <summary>Its place in the order of acceptance, from 1; 0 before it is stored.</summary>
    public long Number { get; set; }

    /// <summary>Where <see cref="TaskLine"/> holds it.</summary>
    public int Place { get; set; }

    /// <summary>The number of the worker that runs or ran it; 0 if none did yet.</summary>
    public int Worker { get; set; }

    public Guid GroupId => Batch.GroupId;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    /// <summary>The function's buffer, the first part of the task buffer. Empty once the task is finished.</summary>
    public ReadOnlyMemory<byte> Code => _function?.Code;

    /// <summary>The packed arguments, the second part of the task buffer. Empty once they are forgotten, some time after the task has finished.</summary>
    public ReadOnlyMemory<byte> Arguments => Input.Arguments;

    /// <summary>What holds the arguments.</summary>
    public TaskInput Input { get; } = new(arguments);

    public TaskState State
    {
        get => (TaskState)Volatile.Read(ref _state);
        set => Volatile.Write(ref _state, (int)value);
    }

    /// <summary>The result; null until the state is <see cref="TaskState.Success"/> or <see cref="TaskState.Failed"/>.</summary>
    public PackedResult? Result => Volatile.Read(ref _result);

    public DateTimeOffset CompletedAt { get; private set; }

    /// <summary>The reason of a failure in one line; null if it did not fail.</summary>
    public string? Failure => Volatile.Read(ref _failure);

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
        Volatile.Write(ref _failure, result.IsError ? FailureLine.Of(result) : null);
        Volatile.Write(ref _result, result);
        State = result.IsError ? TaskState.Failed : TaskState.Success;
        _function = null;
    }
}
