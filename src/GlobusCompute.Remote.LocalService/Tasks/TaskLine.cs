namespace GlobusCompute.Remote.LocalService.Tasks;

/// <summary>
/// The tasks in the order in which they were accepted, for reading page by page. Written under the lock of <see cref="TaskStore"/>; what <see cref="Read"/>
/// returns is read without it: a filled place changes only when its task is forgotten.
/// </summary>
internal sealed class TaskLine
{
    private const int ChunkLength = 4096;
    private const int LeastForgotten = 4 * ChunkLength;

    private List<LocalTask?[]> _chunks = [];
    private int _count;
    private int _forgotten;
    private long _lastNumber;

    public void Add(LocalTask task)
    {
        task.Number = ++_lastNumber;
        Append(task);
    }

    /// <summary>Removes a task. The places of many are given up together.</summary>
    public void Forget(LocalTask task)
    {
        _chunks[task.Place / ChunkLength][task.Place % ChunkLength] = null;
        _forgotten++;
        if (_forgotten < LeastForgotten || _forgotten < _count / 2)
        {
            return;
        }

        // In new chunks, since the old ones may be being read.
        var chunks = _chunks;
        (_chunks, _count, _forgotten) = ([], 0, 0);
        foreach (var kept in chunks.SelectMany(static chunk => chunk))
        {
            if (kept is not null)
            {
                Append(kept);
            }
        }
    }

    /// <summary>The tasks of this moment.</summary>
    public View Read() => new([.. _chunks], _count, _lastNumber);

    private void Append(LocalTask task)
    {
        if (_count % ChunkLength == 0)
        {
            _chunks.Add(new LocalTask?[ChunkLength]);
        }

        task.Place = _count++;
        _chunks[^1][task.Place % ChunkLength] = task;
    }

    /// <summary>The tasks of one moment; those that are forgotten while it is read may be missing.</summary>
    /// <param name="chunks">The tasks in equal parts.</param>
    /// <param name="count">How many places are filled.</param>
    /// <param name="lastNumber">The number of the last task that was accepted.</param>
    internal readonly struct View(LocalTask?[][] chunks, int count, long lastNumber)
    {
        public long LastNumber => lastNumber;

        /// <summary>Goes through the tasks, the latest first.</summary>
        public IEnumerable<LocalTask> Latest()
        {
            for (var i = count - 1; i >= 0; i--)
            {
                if (chunks[i / ChunkLength][i % ChunkLength] is { } task)
                {
                    yield return task;
                }
            }
        }
    }
}
