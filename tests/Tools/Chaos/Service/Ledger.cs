using System.Collections.Concurrent;
using System.Diagnostics;
using GlobusCompute.Remote.Chaos.Plan;

namespace GlobusCompute.Remote.Chaos.Service;

/// <summary>What was executed, and the tasks that the service knows. It outlives restarts of the service.</summary>
internal sealed class Ledger(ChaosOptions options)
{
    // More than are ever pending; a measurement of memory must not measure this.
    private const int Kept = 300_000;

    // What a listing of the task group holds.
    private const int Listed = 1500;

    private readonly int[] _runs = new int[options.Tasks];
    private readonly bool[] _polled = new bool[options.Tasks];
    private readonly ConcurrentDictionary<Guid, ChaosTask> _tasks = new();
    private readonly ConcurrentQueue<Guid> _order = new();
    private readonly ConcurrentQueue<Guid> _recent = new();
    private int _executed;

    /// <summary>Runs of all calls together.</summary>
    public int Executed => Volatile.Read(ref _executed);

    /// <summary>The tasks that a listing of the group names.</summary>
    public IEnumerable<Guid> Recent => _recent;

    /// <summary>How often a call was executed.</summary>
    public int RunsOf(long number) => _runs[number];

    /// <summary>Whether a client was given the result of a call because it asked for it.</summary>
    public bool WasPolled(long number) => _polled[number];

    /// <summary>A client is given results that it asked for.</summary>
    public void Polled(ChaosTask task) => _polled[task.Number] = true;

    public ChaosTask? Find(Guid id) => _tasks.GetValueOrDefault(id);

    /// <summary>Accepts and executes a task.</summary>
    public ChaosTask Execute(CallKind kind, long number)
    {
        var run = Interlocked.Increment(ref _runs[number]);
        var dice = Dice.For(options.Seed, Purpose.Result, (number * 64) + run);
        var wait = dice.NextDouble() switch
        {
            < 0.8 => 0,
            < 0.95 => dice.Next(300),
            _ => dice.Next(2000),
        };
        var task = new ChaosTask(Guid.NewGuid(), kind, number, run, Stopwatch.GetTimestamp() + (wait * Stopwatch.Frequency / 1000));
        _tasks[task.Id] = task;
        Enqueue(_recent, task.Id, Listed);
        if (Enqueue(_order, task.Id, Kept) is { } old)
        {
            _tasks.TryRemove(old, out _);
        }

        Interlocked.Increment(ref _executed);
        return task;
    }

    private static Guid? Enqueue(ConcurrentQueue<Guid> queue, Guid id, int most)
    {
        queue.Enqueue(id);
        return queue.Count > most && queue.TryDequeue(out var old) ? old : null;
    }
}
