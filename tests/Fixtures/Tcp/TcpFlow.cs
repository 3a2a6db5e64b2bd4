using System.Diagnostics;

namespace GlobusCompute.Remote.TestFixtures;

/// <summary>What a proxy does to all data of one direction: hold it back, slow it down, count it.</summary>
internal sealed class TcpFlow
{
    private const int LargestChunk = 64 * 1024;
    private const int ChunksPerSecond = 20;

    private readonly Lock _lock = new();
    private TaskCompletionSource? _stalled;
    private long? _bytesPerSecond;
    private long _nextSlot;
    private long _bytes;

    /// <summary>Bytes passed on since the start.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>How much to pass on at once. Small chunks make a slow flow a steady one.</summary>
    public int ChunkSize
    {
        get
        {
            lock (_lock)
            {
                return _bytesPerSecond is { } rate ? (int)Math.Clamp(rate / ChunksPerSecond, 1, LargestChunk) : LargestChunk;
            }
        }
    }

    public void Stall()
    {
        lock (_lock)
        {
            _stalled ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Resume()
    {
        lock (_lock)
        {
            _stalled?.SetResult();
            _stalled = null;
        }
    }

    public void Throttle(long? bytesPerSecond)
    {
        lock (_lock)
        {
            _bytesPerSecond = bytesPerSecond;
            _nextSlot = Stopwatch.GetTimestamp();
        }
    }

    public void Count(int bytes) => Interlocked.Add(ref _bytes, bytes);

    /// <summary>Waits until the given number of bytes may be passed on.</summary>
    public async ValueTask WaitAsync(int bytes, CancellationToken cancellationToken)
    {
        if (Reserve(bytes) is { Ticks: > 0 } delay)
        {
            await Task.Delay(delay, cancellationToken);
        }

        while (CurrentStall() is { } stall)
        {
            await stall.WaitAsync(cancellationToken);
        }
    }

    private Task? CurrentStall()
    {
        lock (_lock)
        {
            return _stalled?.Task;
        }
    }

    // All connections share the rate: each chunk takes the next slot of a common time line.
    private TimeSpan Reserve(int bytes)
    {
        lock (_lock)
        {
            if (_bytesPerSecond is not { } rate)
            {
                return TimeSpan.Zero;
            }

            var now = Stopwatch.GetTimestamp();
            _nextSlot = Math.Max(now, _nextSlot) + (long)((double)bytes / rate * Stopwatch.Frequency);
            return Stopwatch.GetElapsedTime(now, _nextSlot);
        }
    }
}
