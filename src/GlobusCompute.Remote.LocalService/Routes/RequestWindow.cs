using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote.LocalService.Routes;

/// <summary>Counts requests in a sliding window. Refused requests do not count.</summary>
internal sealed class RequestWindow(RequestBudgetOptions limit)
{
    private readonly Queue<DateTimeOffset> _admitted = new();

    /// <summary>Admits a request (null) or says how long to wait.</summary>
    public TimeSpan? Enter(DateTimeOffset now)
    {
        lock (_admitted)
        {
            while (_admitted.TryPeek(out var first) && now - first >= limit.Window)
            {
                _admitted.Dequeue();
            }

            if (_admitted.Count >= limit.Requests)
            {
                return _admitted.Peek() + limit.Window - now;
            }

            _admitted.Enqueue(now);
            return null;
        }
    }
}
