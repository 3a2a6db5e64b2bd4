namespace GlobusCompute.Remote.Hosting.Clients;

/// <summary>The executors of all clients, so that a change of the configuration reaches them.</summary>
internal sealed class ExecutorSets
{
    private readonly object _lock = new();
    private readonly HashSet<ExecutorSet> _sets = [];

    public void Add(ExecutorSet set)
    {
        lock (_lock)
        {
            _sets.Add(set);
        }
    }

    public void Remove(ExecutorSet set)
    {
        lock (_lock)
        {
            _sets.Remove(set);
        }
    }

    /// <summary>Applies a changed configuration.</summary>
    public void Reload()
    {
        ExecutorSet[] sets;
        lock (_lock)
        {
            sets = [.. _sets];
        }

        foreach (var set in sets)
        {
            set.Reload();
        }
    }
}
