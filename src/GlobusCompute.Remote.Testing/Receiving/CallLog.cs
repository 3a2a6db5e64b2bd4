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
        TaskCompletionSource more;
        lock (_lock)
        {
            _calls.AddRange(calls);
            (more, _more) = (_more, NewSignal());
        }

        more.SetResult();
    }

    /// <summary>Waits until there are at least so many calls of a kind.</summary>
    public async Task<IReadOnlyList<FakeCall>> WaitAsync(Func<FakeCall, bool> isCounted, int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task more;
            lock (_lock)
            {
                FakeCall[] found = [.. _calls.Where(isCounted)];
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
