using System.Collections.Concurrent;

namespace GlobusCompute.Remote.Results;

/// <summary>First checks: tasks submitted before, some of which may have ended long ago, are requested at once and before all others.</summary>
internal sealed partial class PollQueue
{
    private readonly ConcurrentQueue<FirstCheck> _checks = new();
    private readonly List<Guid> _checking = [];

    public bool HasChecks => !_checks.IsEmpty;

    /// <returns>A task that ends when the service was asked for each of them, with or without an answer.</returns>
    public Task CheckFirst(IEnumerable<Guid> ids)
    {
        var check = new FirstCheck(ids);
        _checks.Enqueue(check);
        return check.Done.Task;
    }

    /// <summary>No question is asked any more.</summary>
    public void EndChecks()
    {
        while (_checks.TryDequeue(out var check))
        {
            check.Done.TrySetResult();
        }
    }

    private void TakeChecks(List<Guid> ids, bool streaming, int most)
    {
        while (_checks.TryPeek(out var check))
        {
            while (ids.Count < most && check.Left.TryDequeue(out var id))
            {
                if (!router.Contains(id) || _fetching.Contains(id))
                {
                    continue;
                }

                _checking.Add(id);
                if (!streaming && _known.Add(id))
                {
                    Ask(ids, id);
                }
                else
                {
                    ids.Add(id);
                }
            }

            if (check.Left.Count > 0 || _checking.Count > 0)
            {
                return;
            }

            // All of them have ended meanwhile.
            _checks.TryDequeue(out _);
            check.Done.TrySetResult();
        }
    }

    private void ReturnChecks(bool isAnswered, bool streaming)
    {
        if (_checks.TryPeek(out var check) && _checking.Count > 0)
        {
            if (!isAnswered)
            {
                // Whoever asked need not wait for the service to come back: the futures are there.
                check.Done.TrySetResult();
                if (streaming)
                {
                    _checking.ForEach(check.Left.Enqueue);
                }
            }

            if (check.Left.Count == 0)
            {
                _checks.TryDequeue(out _);
                check.Done.TrySetResult();
            }
        }

        _checking.Clear();
    }

    private sealed class FirstCheck(IEnumerable<Guid> ids)
    {
        public Queue<Guid> Left { get; } = new(ids);

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
