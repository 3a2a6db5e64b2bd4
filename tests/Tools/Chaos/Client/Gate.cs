namespace GlobusCompute.Remote.Chaos.Client;

/// <summary>Gives out numbers of calls to threads, as far as the conductor allows them.</summary>
internal sealed class Gate(int tasks)
{
    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _open = new(false);
    private int _next;
    private int _allowed;

    public void Allow(int upTo)
    {
        lock (_lock)
        {
            _allowed = Math.Max(_allowed, Math.Min(upTo, tasks));
            _open.Set();
        }
    }

    /// <summary>Takes the next number; waits until it is allowed.</summary>
    /// <returns>False when all are taken.</returns>
    public bool TryTake(out long number)
    {
        while (true)
        {
            lock (_lock)
            {
                if (_next == tasks)
                {
                    number = 0;
                    return false;
                }

                if (_next < _allowed)
                {
                    number = _next++;
                    if (_next == tasks)
                    {
                        _open.Set();
                    }

                    return true;
                }

                _open.Reset();
            }

            _open.Wait();
        }
    }
}
