using System.Collections.Concurrent;

namespace GlobusCompute.Remote.Results;

/// <summary>First looks: tasks submitted before, some of which may have ended long ago, are asked for at once and before all others.</summary>
internal sealed partial class PollQueue
{
    private readonly ConcurrentQueue<Look> _looks = new();
    private readonly List<Guid> _looking = [];

    public bool HasLooks => !_looks.IsEmpty;

    /// <returns>A task that ends when the service was asked for each of them, with or without an answer.</returns>
    public Task LookAt(IEnumerable<Guid> ids)
    {
        var look = new Look(ids);
        _looks.Enqueue(look);
        return look.Done.Task;
    }

    /// <summary>No question is asked any more.</summary>
    public void EndLooks()
    {
        while (_looks.TryDequeue(out var look))
        {
            look.Done.TrySetResult();
        }
    }

    private void TakeLooks(List<Guid> ids, bool streaming, int most)
    {
        while (_looks.TryPeek(out var look))
        {
            while (ids.Count < most && look.Left.TryDequeue(out var id))
            {
                if (!router.Contains(id) || _fetching.Contains(id))
                {
                    continue;
                }

                _looking.Add(id);
                if (!streaming && _known.Add(id))
                {
                    Ask(ids, id);
                }
                else
                {
                    ids.Add(id);
                }
            }

            if (look.Left.Count > 0 || _looking.Count > 0)
            {
                return;
            }

            // All of them have ended meanwhile.
            _looks.TryDequeue(out _);
            look.Done.TrySetResult();
        }
    }

    private void ReturnLooks(bool isAnswered, bool streaming)
    {
        if (_looks.TryPeek(out var look) && _looking.Count > 0)
        {
            if (!isAnswered)
            {
                // Whoever looked need not wait for the service to come back: the futures are there.
                look.Done.TrySetResult();
                if (streaming)
                {
                    _looking.ForEach(look.Left.Enqueue);
                }
            }

            if (look.Left.Count == 0)
            {
                _looks.TryDequeue(out _);
                look.Done.TrySetResult();
            }
        }

        _looking.Clear();
    }

    private sealed class Look(IEnumerable<Guid> ids)
    {
        public Queue<Guid> Left { get; } = new(ids);

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
