using System.Collections.Concurrent;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Submission;
using Xunit;

namespace GlobusCompute.Remote.Tests.Submission;

public sealed class IncomingCallsTests
{
    private readonly IncomingCalls _incoming = new();

    [Fact]
    public void Calls_are_taken_at_once_and_in_the_order_in_which_they_came()
    {
        var calls = Enumerable.Range(0, 5).Select(static _ => Call()).ToList();
        calls.ForEach(call => Assert.True(_incoming.TryAdd(call, out _)));

        var chain = _incoming.TakeAll();

        Assert.Equal(5, chain.Count);
        Assert.Equal(calls, Drain(chain));
        Assert.All(calls, static call => Assert.Null(call.Next));
        Assert.Empty(Drain(_incoming.TakeAll()));
    }

    [Fact]
    public void Only_the_first_call_since_the_last_take_wakes_the_loop()
    {
        var woken = new List<bool>();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 3; i++)
            {
                _incoming.TryAdd(Call(), out var isFirst);
                woken.Add(isFirst);
            }

            Drain(_incoming.TakeAll());
        }

        Assert.Equal([true, false, false, true, false, false], woken);
    }

    [Fact]
    public void After_the_end_calls_are_refused_and_the_last_ones_are_given_out()
    {
        var last = Call();
        _incoming.TryAdd(last, out _);

        Assert.Equal([last], Drain(_incoming.Close()));

        var late = Call();
        Assert.False(_incoming.TryAdd(late, out var isFirst));
        Assert.False(isFirst);
        Assert.Null(late.Next);
        Assert.Empty(Drain(_incoming.TakeAll()));
    }

    [Fact]
    public void A_call_can_come_again_after_it_was_taken()
    {
        var call = Call();
        for (var round = 0; round < 3; round++)
        {
            Assert.True(_incoming.TryAdd(call, out var isFirst));
            Assert.True(isFirst);
            Assert.Equal([call], Drain(_incoming.TakeAll()));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_many_threads_add_is_taken_once_or_refused_and_no_call_waits_without_a_wake(int seed)
    {
        const int Threads = 6;
        const int CallsEach = 2_000;
        var wakes = new SemaphoreSlim(0);
        var refused = new ConcurrentQueue<RemoteCall>();
        var taken = new List<RemoteCall>();
        var again = new Random(seed);
        var all = Enumerable.Range(0, Threads).Select(static t => Enumerable.Range(0, CallsEach).Select(i => Call($"{t} {i}")).ToList()).ToList();
        var adding = Task.WhenAll(all.Select(calls => Task.Run(() =>
        {
            foreach (var call in calls)
            {
                Add(call);
            }
        })));

        // The loop sleeps whenever it has taken all; without a wake for what comes then, this never ends. It stops in the middle, while calls still come.
        while (taken.Count < Threads * CallsEach / 2)
        {
            Assert.True(await wakes.WaitAsync(TimeSpan.FromMinutes(2)));
            foreach (var call in Drain(_incoming.TakeAll()))
            {
                if (again.Next(10) == 0)
                {
                    // Sent again, as a call whose worker was lost.
                    Add(call);
                }
                else
                {
                    taken.Add(call);
                }
            }
        }

        taken.AddRange(Drain(_incoming.Close()));
        await adding;

        var ended = taken.Concat(refused).ToList();
        Assert.Equal(Threads * CallsEach, ended.Count);
        Assert.Equal(Threads * CallsEach, ended.Distinct().Count());

        void Add(RemoteCall call)
        {
            if (!_incoming.TryAdd(call, out var isFirst))
            {
                refused.Enqueue(call);
            }
            else if (isFirst)
            {
                wakes.Release();
            }
        }
    }

    private static VoidCall Call(string? tag = null) => new(TestCalls.NoTarget, TestCalls.Pinned(), default) { Tag = tag };

    private static List<RemoteCall> Drain(CallChain chain)
    {
        var calls = new List<RemoteCall>();
        while (chain.Take() is { } call)
        {
            calls.Add(call);
        }

        Assert.Equal(0, chain.Count);
        return calls;
    }
}
