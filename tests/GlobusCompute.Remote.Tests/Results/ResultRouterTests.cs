using System.Collections.Concurrent;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Results;
using Xunit;

namespace GlobusCompute.Remote.Tests.Results;

public sealed class ResultRouterTests
{
    private static readonly SubmissionReceipt s_receipt = new(null, null, null, 0);

    private readonly ResultRouter _router = new();

    // Random steps, after each of which the router and a plain dictionary must agree.
    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 40)]
    [InlineData(3, 400)]
    [InlineData(4, 4)]
    [InlineData(5, 40)]
    [InlineData(6, 400)]
    public void A_router_does_what_a_dictionary_of_lists_does(int seed, int tasks)
    {
        var random = new Random(seed);
        var ids = Enumerable.Range(0, tasks).Select(_ => NewId(random)).ToArray();
        var model = new Dictionary<Guid, List<RemoteCall>>();
        var calls = new List<(Guid Id, RemoteCall Call)>();
        for (var step = 0; step < 20_000; step++)
        {
            // Phases in which the router fills, and such in which it empties.
            var id = ids[random.Next(tasks)];
            switch (random.Next(step / 2_000 % 2 == 0 ? 5 : 8))
            {
                case 0 or 1:
                    var added = Call(id, isAttached: false);
                    var isNew = !model.TryGetValue(id, out var there) || there.TrueForAll(static call => call.IsAttached);
                    Assert.Equal(isNew, _router.TryAdd(added));
                    Note(isNew, id, added);
                    break;
                case 2 or 3:
                    var attached = Call(id, isAttached: true);
                    Assert.True(_router.TryAdd(attached));
                    Note(true, id, attached);
                    break;
                case 4 when calls.Count > 0:
                    // Also of calls that were taken long ago.
                    var (taskId, ended) = calls[random.Next(calls.Count)];
                    _router.Remove(taskId, ended);
                    if (model.TryGetValue(taskId, out var rest) && rest.Remove(ended) && rest.Count == 0)
                    {
                        model.Remove(taskId);
                    }

                    break;
                default:
                    var isThere = model.Remove(id, out var expected);
                    Assert.Equal(isThere, _router.TryTake(id, out var taken));
                    if (isThere)
                    {
                        Assert.Equal(expected!.Count == 1, taken.IsSingle);
                        Assert.Equal(expected.ToHashSet(), List(taken).ToHashSet());
                        Assert.All(expected, static call => Assert.False(call.IsAwaited));
                    }

                    break;
            }

            Assert.Equal(model.ContainsKey(id), _router.Contains(id));
            Assert.Equal(model.Count, _router.Count);
            Assert.Equal(model.Count == 0, _router.IsEmpty);
        }

        Assert.Equal(model.Keys.ToHashSet(), _router.Pending.Select(static pending => pending.Key).ToHashSet());
        Assert.All(_router.Pending, pending => Assert.Contains(pending.Value, model[pending.Key]));
        Assert.Equal(model.Values.SelectMany(static list => list).ToHashSet(), _router.Drain().ToHashSet());
        Assert.True(_router.IsEmpty);

        void Note(bool isThere, Guid id, RemoteCall call)
        {
            calls.Add((id, call));
            if (isThere)
            {
                if (!model.TryGetValue(id, out var list))
                {
                    model.Add(id, list = []);
                }

                list.Add(call);
            }
        }
    }

    [Fact]
    public void A_call_that_is_awaited_again_as_another_task_is_found_by_that_one()
    {
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        var call = Call(first, isAttached: false);
        Assert.True(_router.TryAdd(call));
        Assert.True(_router.TryTake(first, out _));
        call.SetAccepted(second, s_receipt);
        Assert.True(_router.TryAdd(call));

        // Whoever still knows it as the first task does not take it out.
        _router.Remove(first, call);

        Assert.Equal(second, call.TaskId);
        Assert.False(_router.Contains(first));
        Assert.True(_router.TryTake(second, out var taken));
        Assert.Same(call, Assert.Single(List(taken)));
    }

    [Fact]
    public async Task A_router_in_which_some_call_is_always_awaited_is_never_empty()
    {
        var random = new Random(7);
        var calls = Enumerable.Range(0, 200).Select(_ => Call(NewId(random), isAttached: false)).ToArray();
        _router.TryAdd(calls[0]);
        using var stop = new CancellationTokenSource();
        var changing = Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; !stop.IsCancellationRequested; i = (i + 1) % calls.Length)
                {
                    // The next one comes before the last one goes.
                    Assert.True(_router.TryAdd(calls[(i + 1) % calls.Length]));
                    Assert.True(_router.TryTake(calls[i].TaskId!.Value, out _));
                }
            },
            TaskCreationOptions.LongRunning);
        var empty = 0;
        for (var i = 0; i < 300_000; i++)
        {
            empty += _router.IsEmpty ? 1 : 0;
        }

        await stop.CancelAsync();
        await changing;
        Assert.Equal(0, empty);
    }

    [Fact]
    public void Ids_that_differ_in_few_bits_are_kept_apart()
    {
        var ids = Enumerable.Range(0, 5_000).Select(static i => new Guid(0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(i >> 8), (byte)i)).ToList();
        ids.ForEach(id => Assert.True(_router.TryAdd(Call(id, isAttached: false))));

        Assert.Equal(ids.Count, _router.Count);
        Assert.All(ids, id => Assert.True(_router.TryTake(id, out var calls) && List(calls).Count == 1));
        Assert.True(_router.IsEmpty);
    }

    [Fact]
    public async Task Of_those_who_take_and_remove_at_once_exactly_one_gets_each_call()
    {
        const int Calls = 20_000;
        var all = Enumerable.Range(0, Calls).Select(static _ => Call(Guid.NewGuid(), isAttached: false)).ToArray();
        var known = new ConcurrentQueue<RemoteCall>();
        var taken = new ConcurrentQueue<RemoteCall>();
        var isAdded = false;
        var adding = Task.WhenAll(Enumerable.Range(0, 2).Select(part => Task.Run(() =>
        {
            for (var i = part; i < Calls; i += 2)
            {
                Assert.True(_router.TryAdd(all[i]));
                known.Enqueue(all[i]);
                known.Enqueue(all[i]);
            }
        })));
        var taking = Task.WhenAll(Enumerable.Range(0, 4).Select(part => Task.Run(() =>
        {
            while (!Volatile.Read(ref isAdded) || !known.IsEmpty)
            {
                if (!known.TryDequeue(out var call))
                {
                    Thread.Yield();
                }
                else if (part == 0)
                {
                    _router.Remove(call.TaskId!.Value, call);
                }
                else if (_router.TryTake(call.TaskId!.Value, out var calls))
                {
                    taken.Enqueue(Assert.Single(List(calls)));
                }
            }
        })));

        await adding;
        Volatile.Write(ref isAdded, true);
        await taking;

        Assert.True(_router.IsEmpty);
        Assert.Equal(taken.Count, taken.Distinct().Count());
        Assert.All(all, static call => Assert.False(call.IsAwaited));
    }

    private static Guid NewId(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static VoidCall Call(Guid id, bool isAttached)
    {
        var call = new VoidCall(TestCalls.NoTarget, TestCalls.Pinned(), default);
        if (isAttached)
        {
            call.BeginAccepted(id, s_receipt);
        }
        else
        {
            call.SetAccepted(id, s_receipt);
        }

        return call;
    }

    private static List<RemoteCall> List(AwaitingCalls calls)
    {
        var list = new List<RemoteCall>();
        foreach (var call in calls)
        {
            list.Add(call);
        }

        return list;
    }
}
