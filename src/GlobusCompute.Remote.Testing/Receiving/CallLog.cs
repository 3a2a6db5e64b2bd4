namespace GlobusCompute.Remote.Testing.Receiving;

/// <summary>The calls that a fake received. Who waits for more holds no thread and no timer.</summary>
internal sealed class CallLog
{
    private readonly object _lock = new();
    private readonly List<FakeCall> _calls = [];
    private TaskCompletionSource _more = NewSignal();

    public IReadOnlyList<FakeCall> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    public void Add(IReadOnlyCollection<FakeCall> calls)
    {
        lock (_lock)
        {
            _calls.AddRange(calls);
        }
    }

    /// <summary>A call was accepted and its delay runs, or it was refused: a test that waits for it may go on.</summary>
    public void Begin(FakeCall call)
    {
        TaskCompletionSource more;
        lock (_lock)
        {
            call.HasBegun = true;
            (more, _more) = (_more, NewSignal());
        }

        more.SetResult();
    }

    /// <summary>Waits until at least so many calls of a kind have begun.</summary>
    public async Task<IReadOnlyList<FakeCall>> WaitAsync(Func<FakeCall, bool> isCounted, int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task more;
            lock (_lock)
            {
                FakeCall[] found = [.. _calls.Where(call => call.HasBegun && isCounted(call))];
                if (found.Length >= count)
                {
                    return found;
                }

                more = _more.Task;
            }

            await more.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
