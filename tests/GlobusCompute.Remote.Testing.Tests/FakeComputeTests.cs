using System.Net;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Serialization;
using Xunit;

namespace GlobusCompute.Remote.Testing.Tests;

/// <summary>What a test sets up is what the app gets.</summary>
public sealed class FakeComputeTests
{
    private static readonly Fit s_fit = new(2, 0.5);

    [Fact]
    public async Task A_result_comes_back_in_its_type_and_the_call_shows_what_a_worker_would_get()
    {
        await using var fake = new FakeCompute();
        fake.Setup((ISpectra x) => x.Fit(default!, default!, default)).Returns(s_fit);

        var future = fake.CreateProxy<ISpectra>().Fit([0, 1], [1, 3], degree: 2);

        Assert.Equal(s_fit, await future);
        var call = Assert.Single(fake.Calls);
        Assert.Equal((typeof(ISpectra), "ISpectra.Fit", future.TaskId), (call.InterfaceType, call.MethodName, call.TaskId));
        Assert.Equal(["[0.0, 1.0]", "[1.0, 3.0]"], call.Arguments.Select(static value => value.ToString()));
        Assert.Equal(2, call.Keywords["degree"].As<int>());
        Assert.Equal(2, call.Argument<int>("degree"));
        Assert.Throws<ArgumentException>(() => call.Argument<int>("grade"));
        Assert.Equal(
            "ISpectra.Fit: the argument 'degree' is System.Int32, not System.Int64.",
            Assert.Throws<InvalidCastException>(() => call.Argument<long>("degree")).Message);
    }

    [Fact]
    public async Task An_exception_of_the_function_is_one_in_every_respect()
    {
        await using var fake = new FakeCompute();
        fake.Setup((ISpectra x) => x.Count("")).Raises("ValueError", "no such spectrum");

        var error = await Assert.ThrowsAsync<TaskExecutionFailedException>(() => fake.CreateProxy<ISpectra>().Count("Na"));

        Assert.Equal(("ValueError", "no such spectrum", fake.EndpointId), (error.RemoteType, error.RemoteMessage, error.Handle.EndpointId));
        Assert.Contains("Traceback (most recent call last)", error.RemoteTraceback, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public async Task Outcomes_follow_one_another_and_the_last_one_stays()
    {
        await using var fake = new FakeCompute();
        fake.Setup((ISpectra x) => x.Count("")).Returns(1).Raises("KeyError").ReturnsEach(2, 3);
        var spectra = fake.CreateProxy<ISpectra>();

        Assert.Equal(1, await spectra.Count("a"));
        await Assert.ThrowsAsync<TaskExecutionFailedException>(() => spectra.Count("b"));
        Assert.Equal((2, 3, 3), (await spectra.Count("c"), await spectra.Count("d"), await spectra.Count("e")));
    }

    [Fact]
    public async Task A_lost_worker_is_retried_by_the_client_where_the_method_is_idempotent()
    {
        await using var fake = new FakeCompute();
        fake.Setup((ISpectra x) => x.Fit(default!, default!, default)).LosesWorker().Returns(s_fit);
        fake.Setup((ISpectra x) => x.Count("")).LosesWorker();
        var spectra = fake.CreateProxy<ISpectra>();

        Assert.Equal(s_fit, await spectra.Fit([1], [1]));
        Assert.True((await Assert.ThrowsAsync<TaskExecutionFailedException>(() => spectra.Count("a"))).IsTransient);
        Assert.Equal(["ISpectra.Fit", "ISpectra.Fit", "ISpectra.Count"], fake.Calls.Select(static call => call.MethodName));
    }

    [Fact]
    public async Task The_setup_that_was_made_last_counts_among_those_that_are_for_the_arguments()
    {
        await using var fake = new FakeCompute();
        fake.Setup((ISpectra x) => x.Count("")).Returns(static call => call.Argument<string>("name").Length);
        fake.Setup((ISpectra x) => x.Count("")).When(static call => call.Arguments[0].As<string>() == "Na").Returns(11);
        var spectra = fake.CreateProxy<ISpectra>();

        Assert.Equal((11, 3), (await spectra.Count("Na"), await spectra.Count("Foo")));
    }

    [Fact]
    public async Task Overloads_are_set_up_one_by_one()
    {
        await using var fake = new FakeCompute();
        fake.Setup((ISpectra x) => x.Count(Array.Empty<string>())).Returns(2);
        var spectra = fake.CreateProxy<ISpectra>();

        Assert.Equal(2, await spectra.Count(["a", "b"]));
        Assert.Contains("is not set up", (await Assert.ThrowsAsync<InvalidOperationException>(() => spectra.Count("a"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_is_not_set_up_fails_with_the_line_that_sets_it_up()
    {
        await using var fake = new FakeCompute();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => fake.CreateProxy<ISpectra>().Fit([1], [1]));

        Assert.Equal(
            "ISpectra.Fit is not set up. Call fake.Setup((ISpectra x) => x.Fit(default!, default!, default!)) with an outcome before.", error.Message);
        Assert.Empty(fake.Calls);
    }

    [Fact]
    public async Task Mistakes_of_a_test_fail_the_call_with_a_sentence()
    {
        await using var fake = new FakeCompute();
        fake.Setup((ISpectra x) => x.Count(""));
        fake.Setup((ISpectra x) => x.Fit(default!, default!, default)).Returns(static Fit (_) => throw new InvalidTimeZoneException("odd"));
        fake.Setup((ISpectra x) => x.Forget("")).When(static _ => false).Completes();
        var spectra = fake.CreateProxy<ISpectra>();

        Assert.Contains("has no outcome", (await Assert.ThrowsAsync<InvalidOperationException>(() => spectra.Count("a"))).Message, StringComparison.Ordinal);
        Assert.Contains("InvalidTimeZoneException: odd", (await Assert.ThrowsAsync<InvalidOperationException>(() => spectra.Fit([1], [1]))).Message, StringComparison.Ordinal);
        Assert.Contains("for these arguments", (await Assert.ThrowsAsync<InvalidOperationException>(() => spectra.Forget("a"))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => fake.Setup((ISpectra x) => Task.FromResult(1)));
    }

    [Fact]
    public async Task A_delay_takes_the_time_of_the_fake_clock()
    {
        var time = new ManualTimeProvider();
        await using var fake = new FakeCompute(time);
        fake.Setup((ISpectra x) => x.Count("")).After(TimeSpan.FromMinutes(5)).Returns(7);
        var future = fake.CreateProxy<ISpectra>().Count("a");
        await time.WhenTimerDueInAsync(TimeSpan.FromMinutes(5));

        Assert.False(future.IsCompleted);
        time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(7, await future);
    }

    [Fact]
    public async Task A_test_that_has_waited_for_a_call_can_move_the_clock()
    {
        for (var i = 0; i < 50; i++)
        {
            var time = new ManualTimeProvider();
            await using var fake = new FakeCompute(time);
            fake.Setup((ISpectra x) => x.Count("")).After(TimeSpan.FromMinutes(5)).Returns(7);
            fake.Setup((ISpectra x) => x.Forget("")).Pends();
            var spectra = fake.CreateProxy<ISpectra>();
            var (delayed, limited) = (spectra.Count("a"), spectra.Forget("a").WithTimeout(TimeSpan.FromMinutes(1)));

            await fake.WaitForCallsAsync(2, TestContext.Current.CancellationToken);
            time.Advance(TimeSpan.FromMinutes(5));

            Assert.Equal(7, await delayed);
            Assert.False((await Assert.ThrowsAsync<ComputeTimeoutException>(() => limited)).IsTransient);
        }
    }

    [Fact]
    public async Task A_pending_call_is_completed_timed_out_or_canceled_later()
    {
        var time = new ManualTimeProvider();
        await using var fake = new FakeCompute(time);
        fake.Setup((ISpectra x) => x.Count("")).Pends();
        var spectra = fake.CreateProxy<ISpectra>();
        var (completed, raised, late, canceled) = (spectra.Count("a"), spectra.Count("b"), spectra.Count("c").WithTimeout(TimeSpan.FromMinutes(1)), spectra.Count("d"));
        var calls = (await fake.WaitForCallsAsync(4, TestContext.Current.CancellationToken)).ToDictionary(static call => call.Argument<string>("name"));

        Assert.True(calls["a"].Complete(5));
        Assert.True(calls["b"].Raise("KeyError", "'b'"));
        time.Advance(TimeSpan.FromMinutes(1));
        canceled.Cancel();

        Assert.Equal(5, await completed);
        Assert.Equal("KeyError", (await Assert.ThrowsAsync<TaskExecutionFailedException>(() => raised)).RemoteType);
        await Assert.ThrowsAsync<ComputeTimeoutException>(() => late);
        await Assert.ThrowsAsync<TaskCanceledException>(() => canceled);
        Assert.False(calls["a"].Complete(6));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    public async Task Items_of_a_Map_are_calls_of_their_own_in_chunks_as_well(int chunkSize)
    {
        await using var fake = new FakeCompute();
        fake.Setup((ISpectra x) => x.Scale(default!, default, default)).Returns(static call => call.Argument<int>("value") * call.Arguments[1].As<int>());
        fake.Setup((ISpectra x) => x.Scale(default!, default, default)).When(static call => call.Argument<int>("value") < 0).Raises("ValueError", "negative");
        var items = new List<ComputeMapItem<int>>();

        await foreach (var item in fake.CreateProxy<ISpectra>().Scale([1, -2, 3], 10, new ComputeMapOptions { ChunkSize = chunkSize }))
        {
            items.Add(item);
        }

        Assert.Equal([10, 30], items.Where(static item => item.IsSuccess).Select(static item => item.Value));
        Assert.Equal("negative", Assert.IsType<TaskExecutionFailedException>(items[1].Exception).RemoteMessage);
        Assert.Equal(3, fake.Calls.Count);
    }

    [Fact]
    public async Task Commands_methods_with_tasks_and_calls_without_a_proxy_are_set_up_alike()
    {
        await using var fake = new FakeCompute();
        fake.Setup((ISpectra x) => x.Cat("")).Returns(static call => new ShellResult("cat", $"content of {call.Argument<string>("file")}", "", 0));
        fake.Setup((ISpectra x) => x.HelloWorld()).Returns("Hello World!");
        fake.Setup((ISpectra x) => x.Forget("")).Completes();
        fake.SetupFunction<PythonValue>("anything").Returns(PythonValue.From(42));
        var spectra = fake.CreateProxy<ISpectra>();

        Assert.Equal("content of a b", (await spectra.Cat("a b")).Stdout);
        Assert.Equal("Hello World!", await spectra.HelloWorld());
        await spectra.Forget("a");
        var function = PythonFunction.FromSource("def anything(x):\n    return x\n");
        Assert.Equal(42, (await fake.Executor.Submit<PythonValue>(function, CallArguments.Of(1))).As<int>());
    }

    [Fact]
    public async Task What_would_not_travel_fails_in_the_test_as_well()
    {
        await using var fake = new FakeCompute();
        fake.Setup((ISpectra x) => x.Count("")).Returns(1);

        Assert.Throws<ArgumentException>(() => { _ = fake.CreateProxy<ISpectra>().Count("\ud800" + new string('x', 10_000_000)); });
    }

    [Fact]
    public async Task Refused_submissions_and_offline_endpoints_are_what_the_service_says()
    {
        await using var fake = new FakeCompute { EndpointStatus = "offline" };
        fake.Setup((ISpectra x) => x.HelloWorld()).Returns("Hello World!");
        var spectra = fake.CreateProxy<ISpectra>();

        fake.RefuseSubmissions(HttpStatusCode.Forbidden, "not you");
        var refused = await Assert.ThrowsAsync<CallRefusedException>(() => spectra.HelloWorld());
        fake.AcceptSubmissions();

        Assert.Contains("not you", refused.Message, StringComparison.Ordinal);
        Assert.Equal("Hello World!", await spectra.HelloWorld());
        Assert.False((await fake.Client.GetEndpointStatusAsync(fake.EndpointId, TestContext.Current.CancellationToken)).IsOnline);
    }
}
