using GlobusCompute.Remote.Threading;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>A queue of results, kept as ranges of numbers; one consumer.</summary>
internal sealed class BrokerQueue
{
    private readonly Queue<(long First, int Count)> _ranges = new();
    private (long First, int Count) _current;

    /// <summary>Given when there are results, or when the consumer may be sent more of them.</summary>
    public AsyncSignal Changed { get; } = new();

    public void Add(long first, int count)
    {
        lock (_ranges)
        {
            _ranges.Enqueue((first, count));
        }

        Changed.Set();
    }

    /// <summary>Takes results with consecutive numbers.</summary>
    /// <returns>How many, at most those asked for; zero when there are none.</returns>
    public int Take(int most, out long first)
    {
        lock (_ranges)
        {
            if (_current.Count == 0 && !_ranges.TryDequeue(out _current))
            {
                first = 0;
                return 0;
            }

            var count = Math.Max(0, Math.Min(most, _current.Count));
            first = _current.First;
            _current = (first + count, _current.Count - count);
            return count;
        }
    }
}
