using GlobusCompute.Remote.Futures;

namespace GlobusCompute.Remote.Results;

/// <summary>
/// The outcomes that a reader has taken at once, to read one after the other. While one of them holds the reader up, the others can be taken from it. All but
/// <see cref="TryNext"/> is under the lock of the readers.
/// </summary>
internal sealed class OutcomeChunk
{
    /// <summary>The most outcomes.</summary>
    public const int MostOutcomes = 32;

    /// <summary>The most outcomes where several readers share the work.</summary>
    public const int MostShared = 8;

    /// <summary>The most bytes, so that nobody holds much that others cannot count.</summary>
    public const int MostBytes = 16 * 1024;

    private readonly HeldOutcome[] _outcomes = new HeldOutcome[MostOutcomes];
    private int _count;

    // Those that were taken back are still in the array until it is cleared.
    private int _filled;
    private int _next;
    private int _bytes;

    /// <summary>Whether it takes one more, at least a first one.</summary>
    public bool HasRoom => _count == 0 || (_count < MostOutcomes && _bytes < MostBytes);

    /// <summary>The outcomes that it has taken, without those that were taken back.</summary>
    public int Count => _count;

    /// <summary>Since when the first of them is held, in ticks of the readers' watch.</summary>
    public int Since => _outcomes[0].Since;

    /// <summary>The outcomes that are not begun.</summary>
    public int Left => Math.Max(0, _count - Volatile.Read(ref _next));

    /// <summary>The calls of the outcomes that are not read through.</summary>
    public IEnumerable<RemoteCall> Calls => _outcomes.Take(_count).Select(static outcome => outcome.Call).Where(static call => call.IsReading);

    /// <summary>Forgets what was taken. Only for its reader.</summary>
    public void Clear()
    {
        Array.Clear(_outcomes, 0, _filled);
        _filled = 0;
        _count = 0;
        _bytes = 0;
        Volatile.Write(ref _next, 0);
    }

    /// <summary>Takes one more. Only for its reader, before it reads.</summary>
    public void Add(in HeldOutcome outcome)
    {
        _outcomes[_count++] = outcome;
        _filled = _count;
        _bytes += outcome.Text.Length;
    }

    /// <summary>Begins the next outcome. Only for its reader, which needs no lock for it.</summary>
    public bool TryNext(out HeldOutcome outcome)
    {
        var index = Interlocked.Increment(ref _next) - 1;
        if (index < _count)
        {
            outcome = _outcomes[index];
            return true;
        }

        outcome = default;
        return false;
    }

    /// <summary>Takes those back that are not begun.</summary>
    public ReadOnlySpan<HeldOutcome> TakeLeft()
    {
        var next = Interlocked.Exchange(ref _next, MostOutcomes);
        if (next >= _count)
        {
            return default;
        }

        var left = _outcomes.AsSpan(next, _count - next);
        _count = next;
        return left;
    }
}
