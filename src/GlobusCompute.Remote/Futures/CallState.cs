namespace GlobusCompute.Remote.Futures;

/// <summary>How far a call has come: the stages it can be in, and the only moves between them. Embedded in its call, not to be copied.</summary>
internal struct CallState
{
    // The result is here and is read, or waits to be. To the app the call is submitted until it completes, and whoever completes it first still may.
    private const int Reading = -1;

    private int _stage;
    private int _attempts;

    // Written once before the flag says so, read after: no lock needed.
    private Guid _functionId;
    private volatile bool _hasFunctionId;
    private bool _isAttached;

    public ComputeFutureStage Stage => Volatile.Read(ref _stage) is var stage && stage == Reading ? ComputeFutureStage.Submitted : (ComputeFutureStage)stage;

    /// <summary>Whether the result is here and has not been read.</summary>
    public bool IsReading => Volatile.Read(ref _stage) == Reading;

    /// <summary>The function's id as far as a task was or will be submitted with it; empty while it is not known.</summary>
    public Guid FunctionId => _functionId;

    public bool HasFunctionId => _hasFunctionId;

    /// <summary>How often the call went into a request.</summary>
    public int Attempts => _attempts;

    /// <summary>Whether it began with a task that was submitted before.</summary>
    public bool IsAttached => _isAttached;

    /// <summary>Begins with a task that was submitted before.</summary>
    public void BeginSubmitted()
    {
        _isAttached = true;
        _stage = (int)ComputeFutureStage.Submitted;
    }

    public bool TryQueue(Guid functionId)
    {
        _functionId = functionId;
        _hasFunctionId = true;
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
