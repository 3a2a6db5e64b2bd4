using System.Collections.Concurrent;
using GlobusCompute.Remote.Exceptions;

namespace GlobusCompute.Remote.IntegrationTests.Streaming;

/// <summary>Counts how the calls of a chaos run end, and checks what each gives.</summary>
internal sealed class ChaosOutcome
{
    private readonly ConcurrentBag<Task> _checks = [];
    private readonly ConcurrentQueue<Exception> _unexpected = new();
    private int _made;
    private int _ended;
    private int _good;
    private int _wrong;
    private int _unknown;
    private int _refused;
    private int _lost;

    public int Ended => _ended;

    public int Good => _good;

    public int Wrong => _wrong;

    public IReadOnlyCollection<Exception> Unexpected => _unexpected;

    public void Add(int i, IChaos proxy, string trace)
    {
        Interlocked.Increment(ref _made);
        _checks.Add(Task.Run(() => (i % 5) switch
        {
            0 or 1 => CheckAsync(proxy.Once(i, 1, trace), i + 1, isIdempotent: false),
            2 or 3 => CheckAsync(proxy.Again(i, i), (long)i * i, isIdempotent: true),
            _ => CheckAsync(proxy.Text(i % 40), string.Concat(Enumerable.Repeat("é😀", i % 40)), isIdempotent: true),
        }));
    }

    public Task EndAsync() => Task.WhenAll(_checks);

    public Task WhenBehindAsync(int most) => WhenAsync(() => Volatile.Read(ref _made) - Volatile.Read(ref _ended) <= most);

    public Task WhenEndedAsync(int count) => WhenAsync(() => Volatile.Read(ref _ended) >= count);

    public override string ToString() =>
        $"{_made} calls: {_ended} ended, {_good} good, {_wrong} wrong, {_unknown} of unknown outcome, {_refused} not accepted, {_lost} lost with their worker, {_unexpected.Count} unexpected";

    private static async Task WhenAsync(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition())
        {
            await timer.WaitForNextTickAsync();
        }
    }

    private async Task CheckAsync<T>(ComputeFuture<T> future, T expected, bool isIdempotent)
    {
        try
        {
            var result = await future;
            Interlocked.Increment(ref EqualityComparer<T>.Default.Equals(result, expected) ? ref _good : ref _wrong);
        }
        catch (CallOutcomeUnknownException) when (!isIdempotent)
        {
            Interlocked.Increment(ref _unknown);
        }
        catch (CallOutcomeUnknownException e) when (e.InnerException is null)
        {
            // An answer that names too few tasks: they may run, so even these are not sent again.
            Interlocked.Increment(ref _unknown);
        }
        catch (CallRefusedException)
        {
            Interlocked.Increment(ref _refused);
        }
        catch (TaskExecutionFailedException e) when (!isIdempotent && e.RemoteType is { } type && type.EndsWith("WorkerLost", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _lost);
        }
        catch (Exception e)
        {
            _unexpected.Enqueue(e);
        }
        finally
        {
            Interlocked.Increment(ref _ended);
        }
    }
}
