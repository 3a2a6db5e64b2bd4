using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Serialization;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests;

/// <summary>What a user sees when something is wrong.</summary>
public sealed class BadUseTests(LocalServiceFixture fixture) : IClassFixture<LocalServiceFixture>
{
    private readonly IFunctions _functions = fixture.Functions;

    [Fact]
    public async Task An_unknown_function_id_fails_its_own_call_and_names_the_id()
    {
        var good = Enumerable.Range(0, 20).Select(i => _functions.Add(i, i)).ToList();
        var bad = _functions.Unknown();
        good.AddRange(Enumerable.Range(20, 20).Select(i => _functions.Add(i, i)));

        var error = await Assert.ThrowsAsync<CallRefusedException>(() => bad);

        Assert.Contains("00000000-dead-4bad-8bad-000000000000", error.Message);
        Assert.Contains("IFunctions.Unknown", error.Message);
        Assert.Equal("FUNCTION_NOT_FOUND", Assert.IsType<ComputeServiceException>(error.InnerException).Code);
        Assert.Equal(Enumerable.Range(0, 40).Select(static i => 2 * i), await Task.WhenAll(good));
    }

    [Fact]
    public async Task An_unknown_endpoint_fails_its_own_calls_and_names_the_endpoint()
    {
        var elsewhere = Guid.NewGuid();
        var lost = fixture.Client.CreateExecutor(elsewhere).CreateProxy<IFunctions>().Add(1, 1);
        var fine = _functions.Add(1, 1);

        var error = await Assert.ThrowsAsync<CallRefusedException>(() => lost);

        Assert.Contains(elsewhere.ToString(), error.Message);
        Assert.Equal("ENDPOINT_NOT_FOUND", Assert.IsType<ComputeServiceException>(error.InnerException).Code);
        Assert.Equal(2, await fine);
    }

    [Fact]
    public async Task An_argument_that_cannot_be_sent_throws_at_the_call_and_hurts_no_other()
    {
        var before = _functions.Add(1, 2);

        var error = Assert.Throws<ArgumentException>(() => { _ = _functions.LengthOfBytes(new object[] { 1, Stream.Null }); });

        Assert.Equal("data", error.ParamName);
        Assert.Contains("IFunctions.LengthOfBytes", error.Message);
        Assert.Contains("$[1]", error.Message);
        Assert.Contains("stream", error.Message);
        Assert.Equal(3, await before);
        Assert.Equal(7, await _functions.Add(3, 4));
    }

    [Fact]
    public void An_argument_larger_than_a_request_throws_at_the_call_and_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => { _ = _functions.EchoText(new string('x', 11_000_000)); });

        Assert.Equal("value", error.ParamName);
        Assert.Contains("11,000,002", error.Message);
    }

    [Theory]
    [InlineData(PayloadFormat.Json)]
    [InlineData(PayloadFormat.Pickle)]
    public async Task An_argument_of_as_many_levels_as_are_allowed_arrives(PayloadFormat format)
    {
        var depth = PythonFunction.FromSource("""
            def depth(value):
                levels = 0
                while isinstance(value, (list, dict)):
                    value, levels = (value[0] if isinstance(value, list) else value["a"]) if value else None, levels + 1
                return levels
            """);
        object lists = Array.Empty<object>();
        object dictionaries = new Dictionary<string, object>();
        for (var i = 1; i < 900; i++)
        {
            (lists, dictionaries) = (new[] { lists }, new Dictionary<string, object> { ["a"] = dictionaries });
        }

        await using var executor = fixture.Client.CreateExecutor(fixture.Service.EndpointId);
        var options = ComputeCallOptions.ForReflection();
        options.Arguments = format;

        Assert.Equal(900, await executor.Submit<int>(depth, CallArguments.Of(lists), options));
        Assert.Equal(900, await executor.Submit<int>(depth, CallArguments.Of(dictionaries), options));
        var error = Assert.Throws<ArgumentException>(() => { _ = executor.Submit<int>(depth, CallArguments.Of((object)new[] { lists }), options); });
        Assert.Contains("900 levels", error.Message);
    }

    [Fact]
    public async Task A_function_that_raises_gives_its_traceback()
    {
        var future = _functions.Fail("too cold: 😀");

        var error = await Assert.ThrowsAsync<TaskExecutionFailedException>(() => future);

        Assert.Equal("ValueError", error.RemoteType);
        Assert.Equal("too cold: 😀", error.RemoteMessage);
        Assert.Contains("in fail", error.RemoteTraceback);
        Assert.Equal(future.TaskId, error.Handle.TaskId);
        Assert.Equal(fixture.Service.EndpointId, error.Handle.EndpointId);
        Assert.Equal($"ValueError: too cold: 😀 (IFunctions.Fail, Python/values.py line 24, endpoint {fixture.Service.EndpointId}, task {future.TaskId})", error.Message);
        Assert.Contains("  File \"Python/values.py\", line 24, in fail\n    raise ValueError(message)\n", error.Traceback);
        Assert.EndsWith($"{error.Traceback.TrimEnd()}\n--- end of remote traceback ---", error.ToString());
    }

    [Fact]
    public async Task A_result_that_does_not_fit_says_where_and_shows_it_clipped()
    {
        var values = Enumerable.Range(0, 1000).Select(static i => (double)i).ToList();
        var future = _functions.MisreadMeasurement("long", values);

        var error = await Assert.ThrowsAsync<ResultDeserializationException>(() => future);

        Assert.Contains("$.inner.count", error.Message);
        Assert.Equal("$.inner.count", error.Path);
        Assert.Equal(typeof(MisreadMeasurement), error.TargetType);
        Assert.InRange(error.Payload.Length, 100, 201);
        Assert.InRange(error.Message.Length, 100, 1000);
        Assert.Equal(future.TaskId, error.Handle.TaskId);
    }

    [Fact]
    public async Task A_number_too_large_for_its_type_does_not_fit() =>
        Assert.Contains("int", (await Assert.ThrowsAsync<ResultDeserializationException>(() => _functions.BigAsInt(70))).Message);

    [Fact]
    public async Task A_service_that_stops_ends_its_futures_within_the_configured_time()
    {
        var service = await LocalServiceFixture.StartAsync();
        await using var client = new ComputeClient(new ComputeClientOptions(service.CreateClientOptions()) { OutageTimeout = TimeSpan.FromMilliseconds(300), MaxAttempts = 2 });
        var functions = client.CreateExecutor(service.EndpointId).CreateProxy<IFunctions>();
        var running = functions.Slow(600);
        var id = await running.Submitted;

        await service.DisposeAsync();

        var error = await Assert.ThrowsAsync<ResultsUnreachableException>(() => running);
        Assert.Equal(id, error.Handle.TaskId);
        await Assert.ThrowsAsync<CallRefusedException>(() => functions.Slow(1));
    }

    [Fact]
    public async Task A_token_cancelled_before_the_call_sends_nothing()
    {
        var future = _functions.Slow(600, new CancellationToken(canceled: true));

        Assert.True(future.IsCanceled);
        Assert.Null(future.TaskId);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => future);
    }

    [Fact]
    public async Task A_token_cancelled_after_sending_abandons_the_call_here()
    {
        await using var service = await LocalServiceFixture.StartAsync(workers: 1);
        await using var client = service.CreateClient();
        var functions = client.CreateExecutor(service.EndpointId).CreateProxy<IFunctions>();
        using var source = new CancellationTokenSource();
        var future = functions.Slow(600, source.Token);
        var id = await future.Submitted;

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => future);
        Assert.Equal(id, future.TaskId);
    }

    [Fact]
    public async Task Disposing_a_client_with_calls_pending_ends_them_with_their_handles()
    {
        await using var service = await LocalServiceFixture.StartAsync(workers: 1);
        var client = service.CreateClient();
        var functions = client.CreateExecutor(service.EndpointId).CreateProxy<IFunctions>();
        var futures = Enumerable.Range(0, 10).Select(_ => functions.Slow(600)).ToList();

        await client.DisposeAsync();

        foreach (var future in futures)
        {
            var error = await Assert.ThrowsAsync<ComputeDetachedException>(() => future);
            Assert.NotNull(error.Handle.TaskId);
            Assert.Equal(service.EndpointId, error.Handle.EndpointId);
        }

        Assert.Throws<ObjectDisposedException>(() => { _ = functions.Add(1, 1); });
    }

    [Fact]
    public async Task Disposing_an_executor_leaves_its_futures_to_the_client()
    {
        var executor = fixture.Client.CreateExecutor(fixture.Service.EndpointId);
        var functions = executor.CreateProxy<IFunctions>();
        var future = functions.Add(20, 22);

        await executor.DisposeAsync();

        Assert.Equal(42, await future);
        Assert.Throws<ObjectDisposedException>(() => { _ = functions.Add(1, 1); });
    }

    [Fact]
    public void An_interface_without_a_proxy_says_what_is_missing()
    {
        Assert.Contains("no proxy for", Assert.Throws<InvalidOperationException>(() => fixture.Executor.CreateProxy<IDisposable>()).Message);
        Assert.Contains("not an interface", Assert.Throws<InvalidOperationException>(() => fixture.Executor.CreateProxy<string>()).Message);
    }
}
