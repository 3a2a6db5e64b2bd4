namespace GlobusCompute.Remote.Futures;

/// <summary>How far a call has come: the stages it can be in, and the only moves between them. Embedded in its call, not to be copied.</summary>
internal struct CallState
{
    // The result is here and is read, or waits to be. To the app the call is submitted until it completes, and whoever completes it first still may.
    private const int Reading = -1;

    // In place of the attempts: the task was submitted before, and is never sent here.
    private const int Attached = -1;

    private int _stage;
    private int _attempts;

    // Calls of a function share the object.
    private volatile object? _functionId;

    public ComputeFutureStage Stage => Volatile.Read(ref _stage) is var stage && stage == Reading ? ComputeFutureStage.Submitted : (ComputeFutureStage)stage;

    /// <summary>Whether the result is here and has not been read.</summary>
    public bool IsReading => Volatile.Read(ref _stage) == Reading;

    /// <summary>The function's id as far as a task was or will be submitted with it; empty while it is not known.</summary>
    public Guid FunctionId => _functionId is Guid id ? id : Guid.Empty;

    public bool HasFunctionId => _functionId is not null;

    /// <summary>How often the call went into a request.</summary>
    public int Attempts => Math.Max(0, _attempts);

    /// <summary>Whether it began with a task that was submitted before.</summary>
    public bool IsAttached => _attempts == Attached;

    /// <summary>Begins with a task that was submitted before.</summary>
    public void BeginSubmitted()
    {
        _attempts = Attached;
        _stage = (int)ComputeFutureStage.Submitted;
    }

    /// <param name="functionId">The id in an object of its own.</param>
    public bool TryQueue(object functionId)
    {
        _functionId = functionId;
        return TryMove(ComputeFutureStage.Registering, ComputeFutureStage.Queued);
    }

    public bool TryBeginSending()
    {
        if (!TryMove(ComputeFutureStage.Queued, ComputeFutureStage.Sending))
        {
            return false;
        }

        _attempts++;
        return true;
    }

    public bool TryQueueAgain() =>
        TryMove(ComputeFutureStage.Sending, ComputeFutureStage.Queued)
        || TryMove(ComputeFutureStage.Submitted, ComputeFutureStage.Queued)
        || TryMove((ComputeFutureStage)Reading, ComputeFutureStage.Queued);

    public bool TryAwaitResult() => TryMove(ComputeFutureStage.Sending, ComputeFutureStage.Submitted);

    /// <summary>The result is here. Unlike completing the call, this takes no right from anybody.</summary>
    /// <returns>False when the call has completed: the result need not be read.</returns>
    public bool TryBeginReading()
    {
        while (true)
        {
            var stage = Volatile.Read(ref _stage);
            if (stage is Reading or (int)ComputeFutureStage.Completed)
            {
                return stage == Reading;
            }

            if (Interlocked.CompareExchange(ref _stage, Reading, stage) == stage)
            {
                return true;
            }
        }
    }

    /// <summary>Takes the right to complete the call, which exactly one party gets.</summary>
    public bool TryComplete() =>
        Interlocked.Exchange(ref _stage, (int)ComputeFutureStage.Completed) != (int)ComputeFutureStage.Completed;

    private bool TryMove(ComputeFutureStage from, ComputeFutureStage to) =>
        Interlocked.CompareExchange(ref _stage, (int)to, (int)from) == (int)from;
}
