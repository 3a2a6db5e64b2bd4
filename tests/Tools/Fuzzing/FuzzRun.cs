using System.Diagnostics;
using System.Text;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Formats;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Fuzzing;

/// <summary>Reads damaged payloads, and keeps what must not happen: another exception than the one that says why, too much memory, too much time.</summary>
internal sealed class FuzzRun(int seed, FuzzCorpus corpus)
{
    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(3);

    private readonly Random _random = new(seed);
    private readonly List<FuzzCost> _worst = [];
    private (string Target, byte[] Payload)? _current;
    private TimeSpan _longest;
    private long _largest;
    private byte[]? _watched;
    private TimeSpan _watchedSince;

    public int Read { get; private set; }

    public int Refused { get; private set; }

    /// <summary>The inputs that took the longest and the most memory.</summary>
    public IReadOnlyList<FuzzCost> Worst => [.. _worst];

    public List<string> Failures { get; } = [];

    /// <summary>
    /// The input that takes more processor time than any may, by what the process took since this was asked for the last time; for another thread, which sees a
    /// hang that this one cannot tell of. Time on the wall says nothing on a busy machine.
    /// </summary>
    public string? Stuck()
    {
        using var process = Process.GetCurrentProcess();
        if (_current is not { } current || !ReferenceEquals(current.Payload, _watched))
        {
            _watched = _current?.Payload;
            _watchedSince = process.TotalProcessorTime;
            return null;
        }

        return process.TotalProcessorTime - _watchedSince > s_slow ? $"{current.Target} of {Convert.ToBase64String(current.Payload)}" : null;
    }

    /// <summary>Reads so many inputs; half of them pickles, a few of them within packed buffers.</summary>
    public void Go(int count)
    {
        var mutator = new FuzzMutator(_random, corpus);
        PayloadRules[] rules = [PayloadRules.ForReflection(ComputeNaming.SnakeCase), PayloadRules.ForBuiltInShapes(ComputeNaming.SnakeCase)];
        for (var i = 0; i < count; i++)
        {
            var isPickle = _random.Next(4) != 0;
            var input = isPickle ? mutator.Pickle() : mutator.Json();
            var target = FuzzTarget.All[_random.Next(FuzzTarget.All.Count)];
            Try(Payload(isPickle, input), target, rules[_random.Next(8) == 0 ? 1 : 0], input.Length);
        }
    }

    private byte[] Payload(bool isPickle, byte[] input)
    {
        byte[] payload = isPickle ? Encoding.ASCII.GetBytes("00\n" + Convert.ToBase64String(input)) : [.. "11\n"u8, .. input];
        return _random.Next(20) == 0 ? [.. Encoding.ASCII.GetBytes($"13\n{PackedBuffers.CodePoints(payload)}\n"), .. payload] : payload;
    }

    private void Try(byte[] payload, FuzzTarget target, PayloadRules rules, int length)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.GetTimestamp();
        _current = (target.Name, payload);
        try
        {
            target.Read(payload, rules);
            Read++;
        }
        catch (PayloadException e) when (!string.IsNullOrWhiteSpace(e.Message) && !IsBug(e))
        {
            Refused++;
        }
        catch (Exception e)
        {
            Fail(payload, target, e.ToString());
        }

        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        var elapsed = Stopwatch.GetElapsedTime(clock);
        if (elapsed > _longest || bytes > _largest)
        {
            Remember(new("", target.Name, payload.Length, elapsed, bytes, Convert.ToBase64String(payload.AsSpan(0, Math.Min(payload.Length, 300)))));
        }

        if (bytes > (64L * 1024 * 1024) + (16L * length))
        {
            Fail(payload, target, $"took {bytes:N0} bytes");
        }
    }

    private void Remember(FuzzCost cost)
    {
        _worst.Add(cost);
        if (_worst.Count > 40)
        {
            var kept = _worst.OrderByDescending(c => c.Time).Take(5).Concat(_worst.OrderByDescending(c => c.Bytes).Take(5)).Distinct().ToList();
            _worst.Clear();
            _worst.AddRange(kept);
            _longest = kept.OrderByDescending(c => c.Time).Skip(4).First().Time;
            _largest = kept.OrderByDescending(c => c.Bytes).Skip(4).First().Bytes;
        }
    }

    // Refusals of the readers' own are no bugs; a null reference that they were made of is one.
    private static bool IsBug(Exception error)
    {
        for (var inner = error.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is NullReferenceException or IndexOutOfRangeException or InvalidCastException or ArgumentNullException or ArgumentOutOfRangeException or KeyNotFoundException or OverflowException)
            {
                return true;
            }
        }

        return false;
    }

    private void Fail(byte[] payload, FuzzTarget target, string what)
    {
        if (Failures.Count < 20)
        {
            Failures.Add($"{target.Name} of {Convert.ToBase64String(payload)}: {what}");
        }
    }
}
