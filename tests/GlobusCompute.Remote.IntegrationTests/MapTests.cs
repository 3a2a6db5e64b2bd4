using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Mapping;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests;

/// <summary>Maps over real Python, one item a task and many.</summary>
public sealed class MapTests(LocalServiceFixture fixture) : IClassFixture<LocalServiceFixture>
{
    private static readonly ComputeMapOptions s_chunked = new() { ChunkSize = 10 };

    private readonly IMaps _maps = fixture.Executor.CreateProxy<IMaps>();

    public static TheoryData<int> ChunkSizes => [1, 3, 100];

    [Theory]
    [MemberData(nameof(ChunkSizes))]
    public async Task Every_item_gives_its_own_value_in_the_order_of_the_input(int chunkSize)
    {
        var radii = Enumerable.Range(0, 50).Select(static i => i / 2.0).ToArray();
        var items = new List<ComputeMapItem<double>>();
        await foreach (var item in _maps.Areas(radii, 2.0, new ComputeMapOptions { ChunkSize = chunkSize }))
        {
            items.Add(item);
        }

        Assert.Equal(Enumerable.Range(0, 50), items.Select(static i => i.Index));
        Assert.Equal(radii.Select(static r => r * r * 2.0), items.Select(static i => i.Value));
    }

    [Theory]
    [MemberData(nameof(ChunkSizes))]
    public async Task In_completion_order_every_item_comes_once_and_says_which_it_is(int chunkSize)
    {
        var radii = Enumerable.Range(0, 200).Select(static i => (double)i).ToArray();
        var seen = new Dictionary<int, double>();
        await foreach (var item in _maps.Areas(radii, 1.0, new ComputeMapOptions { ChunkSize = chunkSize, Order = ComputeMapOrder.Completion, MaxInFlight = 4 }))
        {
            seen.Add(item.Index, item.Value);
        }

        Assert.Equal(radii.Select(static r => r * r), seen.OrderBy(static s => s.Key).Select(static s => s.Value));
    }

    [Theory]
    [MemberData(nameof(ChunkSizes))]
    public async Task A_stream_goes_in(int chunkSize)
    {
        var values = new List<double>();
        await foreach (var item in _maps.AreasOfStream(Radii(), 3.0, new ComputeMapOptions { ChunkSize = chunkSize }))
        {
            values.Add(item.Value);
        }

        Assert.Equal([0.0, 3.0, 12.0, 27.0], values);

        static async IAsyncEnumerable<double> Radii()
        {
            for (var i = 0; i < 4; i++)
            {
                await Task.Yield();
                yield return i;
            }
        }
    }

    [Theory]
    [MemberData(nameof(ChunkSizes))]
    public async Task Sequences_go_in_step_beside_constants_of_every_kind(int chunkSize)
    {
        var options = new ComputeMapOptions { ChunkSize = chunkSize };

        var labels = await _maps.Labels("<", ["a", "b", "c"], [1, 2, 3, 4], "kg", options, ">", "!").WhenAll(TestContext.Current.CancellationToken);
        var defaults = await _maps.Labels("", ["x"], [5], null, options).WhenAll(TestContext.Current.CancellationToken);

        Assert.Equal(["<a=1kg>!", "<b=2kg>!", "<c=3kg>!"], labels);
        Assert.Equal(["x=5m"], defaults);
    }

    [Theory]
    [MemberData(nameof(ChunkSizes))]
    public async Task Values_of_all_kinds_travel_unchanged(int chunkSize)
    {
        var options = new ComputeMapOptions { ChunkSize = chunkSize };
        string[] texts = ["", "é日本 😀𝄞 \"\\/\b\f\n\r\t\0\u007f\u2028", "\ud800 alone", "11\n[1]", "3\n11\n"];
        double?[] numbers = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, null, -0.0, 0.1];
        List<Measurement> measurements = [new("a\n", [1.0, double.NaN], null, new Inner(3)), new("Infinity", [], 2, new Inner(4))];

        Assert.Equal(texts, await _maps.EchoTexts(texts, options).WhenAll(TestContext.Current.CancellationToken));
        Assert.Equal(
            numbers.Select(static n => n is { } value ? BitConverter.DoubleToInt64Bits(value) : (long?)null),
            (await _maps.EchoNumbers(numbers, options).WhenAll(TestContext.Current.CancellationToken)).Select(static n => n is { } value ? BitConverter.DoubleToInt64Bits(value) : (long?)null));
        Assert.Equivalent(measurements, await _maps.EchoMeasurements(measurements, options).WhenAll(TestContext.Current.CancellationToken), strict: true);
    }

    [Fact]
    public async Task An_empty_input_gives_an_empty_map() =>
        Assert.Empty(await _maps.Areas([], 1.0, s_chunked).WhenAll(TestContext.Current.CancellationToken));

    [Fact]
    public async Task Each_enumeration_runs_the_function_anew()
    {
        var map = _maps.CountCalls(Enumerable.Range(0, 3), s_chunked);

        Assert.Equal((int[])[1, 2, 3], await map.WhenAll(TestContext.Current.CancellationToken));
        Assert.Equal((int[])[1, 2, 3], await map.WhenAll(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_source_is_executed_once_for_a_chunk_and_once_for_each_item_without()
    {
        Assert.Equal((int[])[1, 2, 1, 2, 1], await _maps.CountCalls(Enumerable.Range(0, 5), new ComputeMapOptions { ChunkSize = 2 }).WhenAll(TestContext.Current.CancellationToken));
        Assert.Equal((int[])[1, 1, 1], await _maps.CountCalls(Enumerable.Range(0, 3)).WhenAll(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_result_is_taken_when_its_item_ends_whatever_a_later_item_does_to_it() =>
        Assert.Equal([[1], [1, 2], [1, 2, 3]], await _maps.Append([], [1, 2, 3], s_chunked).WhenAll(TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("raise", "ValueError", "on purpose")]
    [InlineData("chain", "RuntimeError", "after all")]
    [InlineData("builtin", "ValueError", "invalid literal for int() with base 10: 'x'")]
    [InlineData("exit", "SystemExit", "3")]
    [InlineData("interrupt", "KeyboardInterrupt", "")]
    [InlineData("set", "TypeError", "Object of type set is not JSON serializable")]
    public async Task One_failing_item_fails_alone(string mode, string type, string message)
    {
        var items = await Gather(_maps.Whims(["a", mode, "b", mode, "c"], s_chunked));

        Assert.Equal(["a!", "b!", "c!"], items.Where(static i => i.IsSuccess).Select(static i => i.Value));
        Assert.Equal([1, 3], items.Where(static i => !i.IsSuccess).Select(static i => i.Index));
        Assert.All([items[1], items[3]], item =>
        {
            var error = Assert.Throws<TaskExecutionFailedException>(() => item.Value);
            Assert.Same(item.Exception, error);
            Assert.Equal(type, error.RemoteType);
            Assert.Equal(message, error.RemoteMessage);
            Assert.Equal("RemoteExecutionError", error.Code);
            Assert.Equal("IMaps.Whims", error.Handle.FunctionName);
            Assert.NotNull(error.Handle.TaskId);
        });
    }

    [Theory]
    [InlineData("raise")]
    [InlineData("chain")]
    public async Task A_traceback_is_the_same_in_a_chunk_as_in_a_task_of_its_own(string mode)
    {
        var alone = Assert.IsType<TaskExecutionFailedException>((await Gather(_maps.Whims([mode])))[0].Exception);
        var chunk = Assert.IsType<TaskExecutionFailedException>((await Gather(_maps.Whims([mode], s_chunked)))[0].Exception);

        Assert.Equal(alone.RemoteTraceback, chunk.RemoteTraceback);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public async Task A_traceback_from_below_is_the_same_too(int depth)
    {
        var alone = Assert.IsType<TaskExecutionFailedException>((await Gather(_maps.Deep([depth])))[0].Exception);
        var chunk = Assert.IsType<TaskExecutionFailedException>((await Gather(_maps.Deep([depth], s_chunked)))[0].Exception);

        Assert.Equal(alone.RemoteTraceback, chunk.RemoteTraceback);
    }

    [Fact]
    public async Task A_message_of_any_text_arrives()
    {
        var items = await Gather(_maps.Whims(["surrogate", "a"], s_chunked));

        Assert.Equal("half \ud800 é😀", Assert.IsType<TaskExecutionFailedException>(items[0].Exception).RemoteMessage);
        Assert.Equal("a!", items[1].Value);
    }

    [Fact]
    public async Task A_time_limit_of_the_endpoint_ends_the_item_that_runs_and_those_behind_it()
    {
        var items = await Gather(_maps.Whims(["a", "timeout", "b", "c"], new ComputeMapOptions { ChunkSize = 3 }));

        Assert.Equal([true, false, false, true], items.Select(static i => i.IsSuccess));
        Assert.All([items[1], items[2]], static item => Assert.Equal("AppTimeout", Assert.IsType<TaskExecutionFailedException>(item.Exception).RemoteType));
    }

    [Fact]
    public async Task None_fails_the_one_item_that_may_not_be_null()
    {
        var items = await Gather(_maps.Whims(["a", "none", "b"], s_chunked));

        Assert.Equal([true, false, true], items.Select(static i => i.IsSuccess));
        Assert.Contains("None", Assert.IsType<ResultDeserializationException>(items[1].Exception).Message);
    }

    [Fact]
    public async Task A_result_that_is_too_large_fails_alone()
    {
        var items = await Gather(_maps.Whims(["a", "huge", "b", "huge", "c"], s_chunked));

        Assert.Equal([true, false, true, false, true], items.Select(static i => i.IsSuccess));
        Assert.Equal("MaxResultSizeExceeded", Assert.IsType<TaskExecutionFailedException>(items[1].Exception).RemoteType);
    }

    [Fact]
    public async Task A_lost_worker_fails_the_items_of_its_chunk_and_no_others()
    {
        var items = await Gather(_maps.Whims(["a", "b", "c", "die", "e", "f"], new ComputeMapOptions { ChunkSize = 2, MaxInFlight = 1 }));

        Assert.Equal([true, true, false, false, true, true], items.Select(static i => i.IsSuccess));
        Assert.All(items.Skip(2).Take(2), static item => Assert.Contains("worker", Assert.IsType<TaskExecutionFailedException>(item.Exception).Message));
    }

    [Fact]
    public async Task An_idempotent_chunk_is_sent_again_when_its_worker_was_lost()
    {
        await using var local = await LocalServiceFixture.StartAsync(workers: 1);
        await using var client = new ComputeClient(new ComputeClientOptions(local.CreateClientOptions()) { MaxAttempts = 3 });
        var maps = client.CreateExecutor(local.EndpointId).CreateProxy<IMaps>();

        var items = await Gather(maps.PatientWhims(["a", "die"], s_chunked));

        Assert.All(items, static item => Assert.IsType<TaskExecutionFailedException>(item.Exception));
        Assert.Equal(3, local.GetTaskStatistics().Failed);
    }

    [Fact]
    public async Task A_bad_argument_fails_alone()
    {
        object?[] values = [1L, new byte[] { 1 }, "b", TimeSpan.Zero];

        foreach (var options in (ComputeMapOptions?[])[null, s_chunked])
        {
            var items = await Gather(_maps.EchoAny(values, options));

            Assert.Equal([true, false, true, false], items.Select(static i => i.IsSuccess));
            Assert.Equal(1L, Assert.IsType<long>(items[0].Value));
            Assert.Contains("IMaps.EchoAny: item 1 cannot be sent", Assert.IsType<ArgumentException>(items[1].Exception).Message);
        }
    }

    [Theory]
    [MemberData(nameof(ChunkSizes))]
    public async Task A_function_known_at_run_time_is_mapped_too(int chunkSize)
    {
        var function = PythonFunction.FromSource("def power(base, exponent, *, offset=0):\n    return base ** exponent + offset\n");

        var map = fixture.Executor.Map<int, long>(function, Enumerable.Range(0, 5), CallArguments.Of(3).AddKeyword("offset", 1), new ComputeMapOptions { ChunkSize = chunkSize });

        Assert.Equal((long[])[1, 2, 9, 28, 65], await map.WhenAll(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Names_of_the_source_and_of_the_wrapper_do_not_meet() =>
        Assert.Equal((int[])[2, 3, 4], await _maps.Shadowed([1, 2, 3], s_chunked).WhenAll(TestContext.Current.CancellationToken));

    [Fact]
    public async Task A_pinned_function_is_mapped_item_by_item_and_refuses_chunks_at_the_call()
    {
        var error = Assert.Throws<ArgumentException>(() => _maps.Unknown([1], s_chunked));

        Assert.Equal("options", error.ParamName);
        Assert.Contains("IMaps.Unknown is pinned to a function id", error.Message);
        Assert.Contains("ChunkSize at 1", error.Message);
        Assert.IsType<CallRefusedException>((await Gather(_maps.Unknown([1])))[0].Exception);
    }

    [Fact]
    public async Task Chunks_are_cut_where_a_request_is_full_and_an_item_that_fits_nowhere_fails_alone()
    {
        await using var local = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = "/usr/bin/python3", MaxRequestBytes = 20_000, Workers = 1 });
        await using var client = new ComputeClient(new ComputeClientOptions(local.CreateClientOptions()) { MaxRequestBytes = 20_000 });
        var maps = client.CreateExecutor(local.EndpointId).CreateProxy<IMaps>();
        var texts = Enumerable.Range(0, 40).Select(static i => new string('"', i == 20 ? 30_000 : 1000 + i)).ToArray();

        var items = await Gather(maps.EchoTexts(texts, new ComputeMapOptions { ChunkSize = 1000 }));

        Assert.Equal(texts.Where(static t => t.Length < 2000), items.Where(static i => i.IsSuccess).Select(static i => i.Value));
        var refused = Assert.Single(items, static i => !i.IsSuccess);
        Assert.Equal(20, refused.Index);
        Assert.Contains("item 20 takes", Assert.IsType<ArgumentException>(refused.Exception).Message);
        Assert.InRange(local.GetTaskStatistics().Succeeded, 4, 39);
    }

    [Fact]
    public async Task Constant_arguments_that_leave_no_room_throw_at_the_call()
    {
        await using var client = new ComputeClient(new ComputeClientOptions(fixture.Service.CreateClientOptions()) { MaxRequestBytes = 20_000 });
        var maps = client.CreateExecutor(fixture.Service.EndpointId).CreateProxy<IMaps>();

        var error = Assert.Throws<ArgumentException>(() => maps.Append(new int[10_000], [1], s_chunked));

        Assert.Contains("IMaps.Append", error.Message);
        Assert.Contains("the same for all items", error.Message);
    }

    private static async Task<List<ComputeMapItem<T>>> Gather<T>(ComputeMap<T> map)
    {
        var items = new List<ComputeMapItem<T>>();
        await foreach (var item in map.WithCancellation(TestContext.Current.CancellationToken))
        {
            Assert.Equal(items.Count, item.Index);
            items.Add(item);
        }

        return items;
    }
}
