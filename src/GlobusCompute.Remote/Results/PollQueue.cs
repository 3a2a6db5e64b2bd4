using System.Collections.Concurrent;

namespace GlobusCompute.Remote.Results;

/// <summary>
/// Decides which pending tasks to ask for next. Without a stream: newcomers first, then all others in turn. Beside a stream: those whose results were
/// announced, and in sweeps those that have been pending for long. Newcomers and announcements come from any thread; the rest is the poller's alone.
/// </summary>
internal sealed partial class PollQueue(ResultRouter router, TimeProvider time, TimeSpan sweepAge)
{
    // Announcements can overtake the answer to their submission.
    private static readonly TimeSpan s_longestNotice = TimeSpan.FromMinutes(5);

    private readonly ConcurrentQueue<ReadOnlyMemory<Guid>> _newcomers = new();
    private readonly ConcurrentQueue<Guid> _notices = new();
    private readonly HashSet<Guid> _known = [];
    private readonly Queue<Guid> _waiting = new();
    private readonly Queue<Guid> _sweep = new();
    private readonly Dictionary<Guid, long> _announced = [];
    private readonly List<Guid> _asked = [];
    private readonly List<Guid> _fetching = [];
    private ReadOnlyMemory<Guid> _coming;
    private int _sweepLeft;

    public bool IsSweeping => _sweepLeft > 0 && _sweep.Count > 0;

    /// <summary>Tasks to ask for while there is no stream.</summary>
    public void Add(ReadOnlyMemory<Guid> ids) => _newcomers.Enqueue(ids);

    /// <summary>A task whose result must be fetched, stream or not.</summary>
    public void Announce(Guid id) => _notices.Enqueue(id);

    /// <summary>Takes up what was announced since, and forgets announcements whose calls never came.</summary>
    /// <returns>Whether an announced result is still to be fetched.</returns>
    public bool TakeAnnouncements()
    {
        while (_notices.TryDequeue(out var id))
        {
            _announced.TryAdd(id, time.GetTimestamp());
        }

        foreach (var (id, since) in _announced)
        {
            if (!router.Contains(id) && time.GetElapsedTime(since) > s_longestNotice)
            {
                _announced.Remove(id);
            }
        }

        return _announced.Keys.Any(router.Contains);
    }

    /// <summary>Begins to ask for everything that is pending.</summary>
    public void BeginPolling()
    {
        Clear();
        foreach (var (id, _) in router.Pending)
        {
            _known.Add(id);
            _waiting.Enqueue(id);
        }
    }

    /// <summary>Begins a sweep beside a stream.</summary>
    /// <param name="all">Over all that is pending at once; otherwise over old tasks, so many, going on where the last sweep ended.</param>
    /// <param name="most">How many old tasks at the most.</param>
    public void BeginSweep(bool all, int most)
    {
        if (all)
        {
            Clear();
        }

        if (_sweep.Count == 0)
        {
            foreach (var (id, call) in router.Pending)
            {
                if (all || call.Age(time) >= sweepAge)
                {
                    _sweep.Enqueue(id);
                }
            }
        }

        _sweepLeft = all ? _sweep.Count : most;
    }

    /// <summary>Forgets what was to be requested, but for announcements and first checks: they may be ahead of their calls.</summary>
    public void Clear()
    {
        _newcomers.Clear();
        _coming = default;
        _known.Clear();
        _waiting.Clear();
        _sweep.Clear();
        _sweepLeft = 0;
    }

    /// <summary>The tasks of the next question, at most so many.</summary>
    /// <param name="streaming">Whether a stream delivers results.</param>
    /// <param name="most">The limit.</param>
    public List<Guid> Next(bool streaming, int most)
    {
        var ids = new List<Guid>();
        if (TakeAnnouncements())
        {
            _fetching.AddRange(_announced.Keys.Where(router.Contains).Take(most));
            ids.AddRange(_fetching);
        }

        TakeChecks(ids, streaming, most);
        if (streaming)
        {
            for (; _sweepLeft > 0 && ids.Count < most && _sweep.TryDequeue(out var id); _sweepLeft--)
            {
                if (router.Contains(id))
                {
                    ids.Add(id);
                }
            }

            return ids;
        }

        while (ids.Count < most && TryTakeNewcomer(out var id))
        {
            if (_known.Add(id))
            {
                Ask(ids, id);
            }
        }

        for (var left = _waiting.Count; left > 0 && ids.Count < most; left--)
        {
            Ask(ids, _waiting.Dequeue());
        }

        return ids;
    }

    /// <summary>Takes the tasks of the last question that are still pending back into the queue, to be requested after all others.</summary>
    /// <param name="isAnswered">Whether there was an answer.</param>
    /// <param name="streaming">Whether a stream delivers results.</param>
    public void Return(bool isAnswered, bool streaming)
    {
        ReturnChecks(isAnswered, streaming);
        foreach (var id in _asked)
        {
            if (router.Contains(id))
            {
                _waiting.Enqueue(id);
            }
            else
            {
                _known.Remove(id);
            }
        }

        foreach (var id in _fetching)
        {
            if (!router.Contains(id))
            {
                _announced.Remove(id);
            }
        }

        _asked.Clear();
        _fetching.Clear();
    }

    private bool TryTakeNewcomer(out Guid id)
    {
        while (_coming.IsEmpty)
        {
            if (!_newcomers.TryDequeue(out _coming))
            {
                id = default;
                return false;
            }
        }

        id = _coming.Span[0];
        _coming = _coming[1..];
        return true;
    }

    private void Ask(List<Guid> ids, Guid id)
    {
        if (router.Contains(id))
        {
            ids.Add(id);
            _asked.Add(id);
        }
        else
        {
            _known.Remove(id);
        }
    }
}
