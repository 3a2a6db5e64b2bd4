using System.Collections.Concurrent;

namespace GlobusCompute.Remote.Results;

/// <summary>First checks: tasks submitted before, some of which may have ended long ago, are requested at once and before all others.</summary>
internal sealed partial class PollQueue
{
    private readonly ConcurrentQueue<FirstCheck> _checks = new();
    private readonly List<(FirstCheck Check, Guid Id)> _checking = [];
    private readonly HashSet<Guid> _checked = [];

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

    // As many checks as the question holds: whoever attaches tasks one after the other makes a check for each of them.
    private void TakeChecks(List<Guid> ids, bool streaming, int most)
    {
        foreach (var check in _checks)
        {
            while (ids.Count < most && check.Left.TryDequeue(out var id))
            {
                if (!router.Contains(id) || _fetching.Contains(id))
                {
                    continue;
                }

                _checking.Add((check, id));
                if (!_checked.Add(id))
                {
                    // Several futures of one task: it is asked for once.
                    continue;
                }

                if (!streaming && _known.Add(id))
                {
                    Ask(ids, id);
                }
                else
                {
                    ids.Add(id);
                }
            }

            if (check.Left.Count > 0)
            {
                break;
            }
        }

        if (_checking.Count == 0)
        {
            // All of them have ended meanwhile, or the question is full.
            EndEmptyChecks();
        }
    }

    private void ReturnChecks(bool isAnswered, bool streaming)
    {
        if (!isAnswered)
        {
            foreach (var (check, id) in _checking)
            {
                // Whoever asked need not wait for the service to come back: the futures are there.
                check.Done.TrySetResult();
                if (streaming)
                {
                    check.Left.Enqueue(id);
                }
            }
        }

        _checking.Clear();
        _checked.Clear();
        EndEmptyChecks();
    }

    // Checks are taken in their order, so that those without tasks that are left come first.
    private void EndEmptyChecks()
    {
        while (_checks.TryPeek(out var check) && check.Left.Count == 0)
        {
            _checks.TryDequeue(out _);
            check.Done.TrySetResult();
        }
    }

    private sealed class FirstCheck(IEnumerable<Guid> ids)
    {
        public Queue<Guid> Left { get; } = new(ids);

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
