using GlobusCompute.Remote.LocalService.Tasks;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>Tasks that wait for a worker, in the order of their submission. Tasks that come back keep their place at the front.</summary>
internal sealed class TaskQueue
{
    private readonly Stack<LocalTask> _returned = new();
    private readonly Queue<LocalTask> _waiting = new();

    public int Count => _returned.Count + _waiting.Count;

    public void Add(LocalTask task) => _waiting.Enqueue(task);

    public void Return(IReadOnlyList<LocalTask> tasks)
    {
        for (var i = tasks.Count - 1; i >= 0; i--)
        {
            _returned.Push(tasks[i]);
        }
    }

    public LocalTask Peek() => _returned.TryPeek(out var task) ? task : _waiting.Peek();

    public LocalTask Take() => _returned.TryPop(out var task) ? task : _waiting.Dequeue();

    public IReadOnlyList<LocalTask> TakeAll()
    {
        LocalTask[] all = [.. _returned, .. _waiting];
        _returned.Clear();
        _waiting.Clear();
        return all;
    }
}
