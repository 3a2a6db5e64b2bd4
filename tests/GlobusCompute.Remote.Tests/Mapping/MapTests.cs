using GlobusCompute.Remote.Mapping;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Mapping;

public sealed class MapTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 1, ComputeMapOrder.Input)]
    [InlineData(1, 7, ComputeMapOrder.Completion)]
    [InlineData(5, 3, ComputeMapOrder.Input)]
    [InlineData(5, 3, ComputeMapOrder.Completion)]
    public async Task The_input_is_read_only_as_far_as_there_is_room(int chunkSize, int maxInFlight, ComputeMapOrder order)
    {
        await using var stage = new MapStage();
        stage.Answer = values => (TaskState.Succeeded, MapStage.Twice(values, chunkSize > 1));
        var given = 0;
        var read = 0;
        var tooFar = 0;

        await foreach (var item in stage.Map(Input(), new ComputeMapOptions { ChunkSize = chunkSize, MaxInFlight = maxInFlight, Order = order }).WithCancellation(Token))
        {
            Assert.Equal(2 * item.Index, item.Value);
            Interlocked.Increment(ref given);
        }

        Assert.Equal(100, given);
        Assert.Equal(0, tooFar);

        IEnumerable<int> Input()
        {
            for (var i = 0; i < 100; i++)
            {
                // Room is free again when a task's items are taken to be given, one by one.
                if (read - Volatile.Read(ref given) >= (maxInFlight + 1) * chunkSize)
                {
                    tooFar++;
                }

                read++;
                yield return i;
            }
        }
    }

    [Fact]
    public async Task Nothing_is_read_before_the_enumeration_and_nothing_beyond_the_tasks_that_wait()
    {
        await using var stage = new MapStage { Answer = static _ => (TaskState.Pending, null) };
        var input = new Tracked(1000);
        var map = stage.Map(input, new ComputeMapOptions { MaxInFlight = 3 });
        Assert.Equal(0, input.Read);

        using var stop = new CancellationTokenSource();
        var enumerator = map.GetAsyncEnumerator(stop.Token);
        var next = enumerator.MoveNextAsync();
        await Eventually.TrueAsync(() => stage.Accepted.Count == 3);

        Assert.Equal(3, input.Read);
        Assert.False(next.IsCompleted);
        await stop.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        Assert.Equal(stop.Token, error.CancellationToken);
        await enumerator.DisposeAsync();
        Assert.Equal(3, input.Read);
        Assert.Equal(1, input.Disposed);
    }

    [Fact]
    public async Task Items_keep_the_order_of_the_input_when_their_tasks_end_in_another()
    {
        await using var stage = new MapStage();
        var gates = new TaskCompletionSource();
        var ids = new List<Guid>();
        stage.Service.OnAnswer = answer =>
        {
            lock (ids)
            {
                ids.AddRange(answer.Tasks.Values.SelectMany(static t => t!));
            }

            return answer;
        };
        stage.Answer = static _ => (TaskState.Pending, null);
        var next = Gather(stage.Map(Enumerable.Range(0, 4), new ComputeMapOptions { MaxInFlight = 4 }));
        await Eventually.TrueAsync(() => stage.Accepted.Count == 4 && ids.Count == 4);

        var order = stage.Accepted.Select(static a => a[0]).ToArray();
        for (var i = 3; i >= 0; i--)
        {
            stage.Service.Settle(ids[Array.IndexOf(order, i)], TaskState.Succeeded, $"11\n{2 * i}");
        }

        Assert.Equal([0, 2, 4, 6], (await next).Select(static i => i.Value));
    }

    [Fact]
    public async Task Items_come_as_their_tasks_end_when_asked_to()
    {
        await using var stage = new MapStage();
        var ids = new List<Guid>();
        stage.Service.OnAnswer = answer =>
        {
            lock (ids)
            {
                ids.AddRange(answer.Tasks.Values.SelectMany(static t => t!));
            }

            return answer;
        };
        stage.Answer = static _ => (TaskState.Pending, null);
        var enumerator = stage.Map(Enumerable.Range(0, 4), new ComputeMapOptions { Order = ComputeMapOrder.Completion }).GetAsyncEnumerator(Token);
        var next = enumerator.MoveNextAsync();
        await Eventually.TrueAsync(() => stage.Accepted.Count == 4 && ids.Count == 4);
        var order = stage.Accepted.Select(static a => a[0]).ToArray();

        foreach (var i in (int[])[2, 0, 3, 1])
        {
            stage.Service.Settle(ids[Array.IndexOf(order, i)], TaskState.Succeeded, $"11\n{2 * i}");
            Assert.True(await next);
            Assert.Equal(i, enumerator.Current.Index);
            Assert.Equal(2 * i, enumerator.Current.Value);
            next = enumerator.MoveNextAsync();
        }

        Assert.False(await next);
        await enumerator.DisposeAsync();
    }

    [Fact]
    public async Task A_chunk_carries_consecutive_items_and_the_last_what_is_left()
    {
        await using var stage = new MapStage { Answer = static values => (TaskState.Succeeded, MapStage.Twice(values, isChunk: true)) };

        var values = await stage.Map(Enumerable.Range(0, 7), new ComputeMapOptions { ChunkSize = 3 }).WhenAll(Token);

        Assert.Equal([0, 2, 4, 6, 8, 10, 12], values);
        Assert.Equal((int[][])[[0, 1, 2], [3, 4, 5], [6]], stage.Accepted.OrderBy(static a => a[0]));
        Assert.Equal(1, stage.Service.Registrations);
    }

    [Fact]
    public async Task A_map_waits_for_room_in_the_client_instead_of_failing()
    {
        await using var stage = new MapStage(new ComputeClientOptions(TestCalls.Options()) { MaxUnsentCalls = 2, MaxUnsentBytes = 90 });
        var most = 0L;
        stage.Service.OnBudget = _ =>
        {
            most = Math.Max(most, stage.Runtime.Unsent.Count);
            return Task.CompletedTask;
        };

        var values = await stage.Map(Enumerable.Range(0, 200), new ComputeMapOptions { MaxInFlight = 50 }).WhenAll(Token);

        Assert.Equal(Enumerable.Range(0, 200).Select(static i => 2 * i), values);
        Assert.InRange(most, 1, 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task What_the_input_throws_comes_after_the_items_before_it(int chunkSize)
    {
        await using var stage = new MapStage { Answer = values => (TaskState.Succeeded, MapStage.Twice(values, chunkSize > 1)) };
        var thrown = new InvalidDataException("the sixth");
        var given = new List<int>();

        var error = await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (var item in stage.Map(Input(), new ComputeMapOptions { ChunkSize = chunkSize }).WithCancellation(Token))
            {
                given.Add(item.Value);
            }
        });

        Assert.Same(thrown, error);
        Assert.Equal([0, 2, 4, 6, 8, 10], given);

        IEnumerable<int> Input()
        {
            for (var i = 0; i < 6; i++)
            {
                yield return i;
            }

            throw thrown;
        }
    }

    [Fact]
    public async Task An_input_that_cannot_begin_or_be_disposed_says_so()
    {
        await using var stage = new MapStage();

        await Assert.ThrowsAsync<InvalidDataException>(() => stage.Map(new Tracked(3) { OnBegin = new InvalidDataException() }).WhenAll(Token));
        await Assert.ThrowsAsync<InvalidDataException>(() => stage.Map(new Tracked(3) { OnDispose = new InvalidDataException() }).WhenAll(Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cancelled_map_reads_no_more_and_withdraws_what_was_not_sent(bool byCall)
    {
        await using var stage = new MapStage();
        var sent = new TaskCompletionSource();
        stage.Service.OnBudget = sent.Task.WaitAsync;
        var input = new Tracked(1000);
        using var stop = new CancellationTokenSource();
        var map = stage.Map(input, new ComputeMapOptions { MaxInFlight = 10 }, byCall ? stop.Token : default);
        var enumerator = map.GetAsyncEnumerator(byCall ? default : stop.Token);
        var next = enumerator.MoveNextAsync();
        await Eventually.TrueAsync(() => stage.Runtime.Unsent.Count == 10);

        await stop.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        await enumerator.DisposeAsync();
        sent.SetResult();

        Assert.Equal(stop.Token, error.CancellationToken);
        await Eventually.TrueAsync(() => stage.Runtime.Unsent.Count == 0);
        Assert.Empty(stage.Accepted);
        Assert.Equal(10, input.Read);
        Assert.Equal(1, input.Disposed);
    }

    [Fact]
    public async Task A_break_ends_all_that_is_on_its_way()
    {
        await using var stage = new MapStage { Answer = static values => values[0] == 0 ? (TaskState.Succeeded, "11\n0") : (TaskState.Pending, null) };
        var input = new Tracked(1000);

        await foreach (var item in stage.Map(input, new ComputeMapOptions { MaxInFlight = 4 }).WithCancellation(Token))
        {
            Assert.Equal(0, item.Index);
            break;
        }

        Assert.Equal(1, input.Disposed);
        Assert.InRange(input.Read, 1, 5);
        await stage.Runtime.Unsent.FlushAsync(stage.Executor.Counts);
        Assert.Equal(ComputeDeliveryState.Idle, stage.Runtime.Results.State);
    }

    [Fact]
    public async Task A_stream_is_told_of_a_cancellation()
    {
        await using var stage = new MapStage();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource();
        using var stop = new CancellationTokenSource();
        var enumerator = stage.Map(Input()).GetAsyncEnumerator(stop.Token);
        var next = enumerator.MoveNextAsync();
        await begun.Task;

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        await enumerator.DisposeAsync();

        Assert.True(ended.Task.IsCompleted);

        async IAsyncEnumerable<int> Input([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            try
            {
                begun.SetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
                yield return 1;
            }
            finally
            {
                ended.SetResult();
            }
        }
    }

    [Fact]
    public async Task Progress_is_told_before_the_items_of_each_task_are_given()
    {
        await using var stage = new MapStage { Answer = static values => (TaskState.Succeeded, MapStage.Chunk([.. values.Select(static v => v == 4 ? "!!\nValueError: no\n" : "11\n1")])) };
        var told = new List<ComputeProgress>();
        var options = new ComputeMapOptions { ChunkSize = 2, Progress = new Inline(told.Add) };
        var given = 0;

        await foreach (var item in stage.Map((int[])[1, 2, 3, 4, 5], options).WithCancellation(Token))
        {
            Assert.True(told[^1].Completed > given++);
        }

        Assert.Equal([new(2, 0, 5), new(4, 1, 5), new(5, 1, 5)], told);
    }

    [Fact]
    public async Task Progress_of_an_input_of_unknown_length_counts_what_was_read()
    {
        await using var stage = new MapStage();
        var told = new List<ComputeProgress>();

        await stage.Map(Enumerable.Range(0, 3).Where(static i => i >= 0), new ComputeMapOptions { MaxInFlight = 1, Progress = new Inline(told.Add) }).WhenAll(Token);

        Assert.Equal([1, 2, 3], told.Select(static p => p.Completed));
        Assert.All(told, static p => Assert.InRange(p.Total, p.Completed, 3));
    }

    [Fact]
    public async Task A_failed_task_is_an_item_s_exception_and_ends_the_values()
    {
        await using var stage = new MapStage { Answer = static values => values[0] == 2 ? (TaskState.Failed, "Traceback\nValueError: two\n") : (TaskState.Succeeded, MapStage.Twice(values, isChunk: false)) };
        var map = stage.Map(Enumerable.Range(0, 5));

        var items = await Gather(map);
        var values = new List<int>();
        var error = await Assert.ThrowsAsync<TaskExecutionFailedException>(async () =>
        {
            await foreach (var value in map.Values(Token))
            {
                values.Add(value);
            }
        });

        Assert.Equal("ValueError", error.RemoteType);
        Assert.Equal([0, 2], values);
        Assert.Equal([true, true, false, true, true], items.Select(static i => i.IsSuccess));
        Assert.Equal("two", Assert.IsType<TaskExecutionFailedException>(items[2].Exception).RemoteMessage);
        await Assert.ThrowsAsync<TaskExecutionFailedException>(() => map.WhenAll(Token));
    }

    [Theory]
    [InlineData("11\n[1]")]
    [InlineData("11\nnull")]
    [InlineData("11\n\"\"")]
    [InlineData("11\n\"4\\n11\\n1\"")]
    [InlineData("11\n\"4\\n11\\n14\\n11\\n14\\n11\\n1\"")]
    [InlineData("11\n\"x\"")]
    [InlineData("11\n\"9\\n11\\n1\"")]
    [InlineData("11\n\"4\\n11\\n1\" 1")]
    [InlineData("00\ngA==")]
    [InlineData("")]
    public async Task A_chunk_whose_result_is_none_fails_all_its_items(string result)
    {
        await using var stage = new MapStage { Answer = _ => (TaskState.Succeeded, result) };

        var items = await Gather(stage.Map([1, 2], new ComputeMapOptions { ChunkSize = 2 }));

        Assert.Equal(2, items.Count);
        Assert.All(items, static item => Assert.IsType<ResultDeserializationException>(item.Exception));
    }

    [Fact]
    public async Task A_result_that_does_not_fit_fails_alone()
    {
        await using var stage = new MapStage { Answer = _ => (TaskState.Succeeded, MapStage.Chunk("11\n1", "11\n\"text\"", "xx\n", "11\n3")) };

        var items = await Gather(stage.Map([1, 2, 3, 4], new ComputeMapOptions { ChunkSize = 4 }));

        Assert.Equal([true, false, false, true], items.Select(static i => i.IsSuccess));
        Assert.Contains("\"text\"", Assert.IsType<ResultDeserializationException>(items[1].Exception).Message);
        Assert.Contains("'xx'", Assert.IsType<ResultDeserializationException>(items[2].Exception).Message);
    }

    [Fact]
    public async Task Sequences_in_step_end_with_the_shortest_and_all_are_disposed()
    {
        await using var stage = new MapStage();
        var x = new Tracked(5);
        var y = new Tracked(2);

        Assert.Equal(2, (await stage.Map(x, y).WhenAll(Token)).Length);
        Assert.Equal((1, 1), (x.Disposed, y.Disposed));
    }

    [Fact]
    public async Task A_disposed_executor_is_told_at_the_call_and_ends_a_map_that_runs()
    {
        await using var stage = new MapStage { Answer = static _ => (TaskState.Succeeded, "11\n1") };
        var given = 0;

        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
        {
            await foreach (var item in stage.Map(Enumerable.Range(0, 1000), new ComputeMapOptions { MaxInFlight = 1 }).WithCancellation(Token))
            {
                if (++given == 3)
                {
                    await stage.Executor.DisposeAsync(); // Does not wait for the Map.
                }
            }
        });

        Assert.InRange(given, 3, 6);
        Assert.Throws<ObjectDisposedException>(() => stage.Map([1]));
        await Eventually.TrueAsync(() => stage.Runtime.Unsent.Count == 0);
    }

    [Fact]
    public async Task Options_out_of_range_throw_at_the_call()
    {
        await using var stage = new MapStage();

        Assert.Equal("ChunkSize", Assert.Throws<ArgumentOutOfRangeException>(() => stage.Map([1], new ComputeMapOptions { ChunkSize = 0 })).ParamName);
        Assert.Equal("MaxInFlight", Assert.Throws<ArgumentOutOfRangeException>(() => stage.Map([1], new ComputeMapOptions { MaxInFlight = 0 })).ParamName);
        Assert.Equal("Order", Assert.Throws<ArgumentOutOfRangeException>(() => stage.Map([1], new ComputeMapOptions { Order = (ComputeMapOrder)2 })).ParamName);
        Assert.Equal("x", Assert.Throws<ArgumentNullException>(() => stage.Map((IEnumerable<int>)null!)).ParamName);
    }

    [Fact]
    public async Task A_fake_gives_what_it_was_made_of()
    {
        var error = new InvalidOperationException("no");
        var items = await Gather(ComputeMap.FromItems([ComputeMapItem.FromResult(0, "a"), ComputeMapItem.FromException<string>(1, error)]));

        Assert.Equal(["a", "b"], await ComputeMap.FromResults(["a", "b"]).WhenAll(Token));
        Assert.Equal("0: a", items[0].ToString());
        var failed = items[1];
        Assert.Equal("no", failed.IsSuccess ? null : failed.Exception.Message);
        Assert.Same(error, Assert.Throws<InvalidOperationException>(() => items[1].Value));
        Assert.Throws<ArgumentOutOfRangeException>(() => ComputeMapItem.FromResult(-1, 1));
    }

    private static async Task<List<ComputeMapItem<T>>> Gather<T>(ComputeMap<T> map)
    {
        var items = new List<ComputeMapItem<T>>();
        await foreach (var item in map.WithCancellation(Token))
        {
            items.Add(item);
        }

        return items;
    }

    /// <summary>Numbers from 0, which count how far they were read and how often they were disposed.</summary>
    private sealed class Tracked(int count) : IEnumerable<int>
    {
        private int _read;
        private int _disposed;

        public int Read => Volatile.Read(ref _read);

        public int Disposed => Volatile.Read(ref _disposed);

        public Exception? OnBegin { get; init; }

        public Exception? OnDispose { get; init; }

        public IEnumerator<int> GetEnumerator() => OnBegin is null ? Numbers() : throw OnBegin;

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

        private IEnumerator<int> Numbers()
        {
            try
            {
                for (var i = 0; i < count; i++)
                {
                    Interlocked.Increment(ref _read);
                    yield return i;
                }
            }
            finally
            {
                Interlocked.Increment(ref _disposed);
                if (OnDispose is not null)
                {
                    throw OnDispose;
                }
            }
        }
    }

    private sealed class Inline(Action<ComputeProgress> report) : IProgress<ComputeProgress>
    {
        public void Report(ComputeProgress value) => report(value);
    }
}
