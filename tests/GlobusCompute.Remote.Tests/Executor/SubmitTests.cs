using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Executor;

public sealed class SubmitTests
{
    private static readonly PythonFunction s_function = PythonFunction.FromSource("def f(*args, **kwargs):\n    return 1\n");

    [Fact]
    public async Task Arguments_go_as_Python_takes_them()
    {
        await using var harness = new ExecutorHarness();

        await harness.Executor.Submit(s_function, CallArguments.Of(1, 2.0, "x").AddKeyword("degree", 3).Add<int[]?>(null));
        await harness.Executor.Submit(s_function, new CallArguments { (int[])[1, 2] }.AddKeyword("flag", true).AddKeyword("name", "é"));
        await harness.Executor.Submit(s_function, new CallArguments().AddEach([1, 2, 3]));
        await harness.Executor.Submit(s_function, CallArguments.Of(1, 2, 3, 4, 5, 6));
        await harness.Executor.Submit(s_function);

        Assert.Equal(
            [
                "22\n11\n[1, 2.0, \"x\", null]16\n11\n{\"degree\": 3}",
                "11\n11\n[[1, 2]]" + "35\n11\n{\"flag\": true, \"name\": \"\\u00e9\"}",
                "12\n11\n[1, 2, 3]5\n11\n{}",
                "21\n11\n[1, 2, 3, 4, 5, 6]5\n11\n{}",
                "5\n11\n[]5\n11\n{}",
            ],
            harness.Sent.Select(static s => s.Arguments));
    }

    [Fact]
    public async Task Arguments_are_serialised_by_the_call_and_may_be_used_again()
    {
        await using var harness = new ExecutorHarness();
        int[] values = [1];
        var arguments = CallArguments.Of(values);

        var first = harness.Executor.Submit(s_function, arguments);
        values[0] = 2;
        var second = harness.Executor.Submit(s_function, arguments);
        await Task.WhenAll(first, second);

        Assert.Equal(["8\n11\n[[1]]5\n11\n{}", "8\n11\n[[2]]5\n11\n{}"], harness.Sent.Select(static s => s.Arguments).Order());
        Assert.Equal(1, arguments.Count);
    }

    [Fact]
    public async Task Results_come_in_the_type_asked_for()
    {
        await using var harness = new ExecutorHarness();
        harness.Service.OnTask = static _ => (TaskState.Succeeded, "11\n[1, 2.5]");

        double[] expected = [1, 2.5];
        Assert.Equal(expected, await harness.Executor.Submit<double[]>(s_function));
        Assert.Equal(expected, await harness.Executor.SubmitToRegisteredFunction<double[]>(Guid.NewGuid()));
        await harness.Executor.SubmitToRegisteredFunction(Guid.NewGuid());
    }

    [Theory]
    [InlineData("7", typeof(long))]
    [InlineData("-9223372036854775808", typeof(long))]
    [InlineData("9223372036854775808", typeof(System.Numerics.BigInteger))]
    [InlineData("7.0", typeof(double))]
    [InlineData("\"7\"", typeof(string))]
    [InlineData("true", typeof(bool))]
    [InlineData("[7]", typeof(List<object>))]
    public async Task Anything_comes_in_the_type_that_fits_it(string json, Type type)
    {
        await using var harness = new ExecutorHarness();
        harness.Service.OnTask = _ => (TaskState.Succeeded, $"11\n{json}");

        Assert.IsType(type, await harness.Executor.Submit<object>(s_function));
    }

    [Fact]
    public async Task None_is_a_result_only_where_the_type_or_the_options_say_so()
    {
        await using var harness = new ExecutorHarness();

        Assert.Null(await harness.Executor.Submit<int?>(s_function));
        Assert.Null(await harness.Executor.Submit<object>(s_function));
        Assert.Null(await harness.Executor.Submit<string?>(s_function, options: new ComputeCallOptions { AllowNone = true }));
        await Assert.ThrowsAsync<ResultDeserializationException>(() => harness.Executor.Submit<int>(s_function, options: new ComputeCallOptions { AllowNone = true }));
        var error = await Assert.ThrowsAsync<ResultDeserializationException>(() => harness.Executor.Submit<string>(s_function));
        Assert.Contains(nameof(ComputeCallOptions.AllowNone), error.Message);
    }

    [Fact]
    public async Task A_result_type_without_metadata_fails_at_the_call_and_not_after_the_task_has_run()
    {
        await using var harness = new ExecutorHarness();
        Action[] calls =
        [
            () => _ = harness.Executor.Submit<Fit>(s_function),
            () => _ = harness.Executor.Submit<Fit[]>(s_function),
            () => _ = harness.Executor.Submit<List<Fit?>>(s_function),
            () => _ = harness.Executor.Submit<Dictionary<string, Fit>>(s_function),
            () => _ = harness.Executor.Submit<(int, Fit)>(s_function),
            () => _ = harness.Executor.Submit<Fit>(s_function, options: new ComputeCallOptions { AllowNone = true }),
            () => _ = harness.Executor.SubmitToRegisteredFunction<Fit>(Guid.NewGuid()),
        ];

        Assert.All(calls, static call => Assert.Contains("ComputeCallOptions.ForReflection()", Assert.Throws<ArgumentException>(call).Message));
        Assert.Empty(harness.Sent);
    }

    [Theory]
    [InlineData("11\n\"abc\"", "The result was: \"abc\"")]
    [InlineData("11\n[1,\n\"a\"]", "The result was: [1,\n\"a\"]")]
    [InlineData("11\n", "The result was: ")]
    public async Task The_message_of_a_result_that_does_not_fit_shows_its_text_alone(string result, string expected)
    {
        await using var harness = new ExecutorHarness();
        harness.Service.OnTask = _ => (TaskState.Succeeded, result);

        var error = await Assert.ThrowsAsync<ResultDeserializationException>(() => harness.Executor.Submit<int>(s_function));
        Assert.EndsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(result, error.Payload);
    }

    [Fact]
    public async Task The_app_s_own_types_take_metadata_or_reflection()
    {
        await using var harness = new ExecutorHarness();
        harness.Service.OnTask = static _ => (TaskState.Succeeded, "11\n{\"standard_error\": 0.5}");
        var generated = new ComputeCallOptions { Json = FitContext.Default };
        var reflected = ComputeCallOptions.ForReflection();
        var camel = new ComputeCallOptions(generated) { Naming = ComputeNaming.CamelCase };

        Assert.Equal(0.5, (await harness.Executor.Submit<Fit>(s_function, CallArguments.Of(new Fit(1)), generated)).StandardError);
        Assert.Equal(0.5, (await harness.Executor.Submit<Fit>(s_function, CallArguments.Of(new Fit(1)), reflected)).StandardError);
        await harness.Executor.Submit(s_function, CallArguments.Of(new Fit(1)), camel);

        Assert.Equal(
            ["[{\"standard_error\": 1.0}]", "[{\"standard_error\": 1.0}]", "[{\"standardError\": 1.0}]"],
            harness.Sent.Select(static s => s.Arguments.Split('\n')[2][..^1].Replace("\":", "\": ", StringComparison.Ordinal).Replace(":  ", ": ", StringComparison.Ordinal)));
        var error = Assert.Throws<ArgumentException>(() => { _ = harness.Executor.Submit(s_function, CallArguments.Of(new Fit(1))); });
        Assert.Contains(nameof(ComputeCallOptions), error.Message);
    }

    [Fact]
    public async Task A_bad_argument_fails_at_the_call_and_says_which()
    {
        await using var harness = new ExecutorHarness();

        var third = Assert.Throws<ArgumentException>(() => { _ = harness.Executor.Submit(s_function, CallArguments.Of(1, 2, (Action)(() => { }))); });
        var named = Assert.Throws<ArgumentException>(() => { _ = harness.Executor.Submit<int>(s_function, new CallArguments().AddKeyword("data", new byte[1]), new() { Arguments = PayloadFormat.Json }); });

        Assert.Contains("f: the argument 3 cannot be sent", third.Message);
        Assert.Contains("'data'", named.Message);
        await harness.Executor.Submit(s_function, CallArguments.Of(1));
        Assert.Single(harness.Sent);
        Assert.Throws<ArgumentException>(() => new CallArguments().AddKeyword("a", 1).AddKeyword("a", 2));
        Assert.Throws<ArgumentException>(() => new CallArguments().AddKeyword("", 1));
    }

    [Fact]
    public async Task Arguments_larger_than_a_request_are_refused_and_the_largest_is_named()
    {
        await using var harness = new ExecutorHarness(client: TestCalls.Options(maxRequestBytes: 10_000));

        var error = Assert.Throws<ArgumentException>(() => { _ = harness.Executor.Submit(s_function, CallArguments.Of(1, new string('x', 20_000)).AddKeyword("k", 3)); });

        Assert.Contains("The largest is argument 2", error.Message);
        Assert.Equal(0, harness.Runtime.Unsent.Count);
    }

    [Fact]
    public async Task An_idempotent_call_is_sent_again_when_its_answer_was_lost_and_others_are_not()
    {
        await using var harness = new ExecutorHarness(new ComputeExecutorOptions { TaskGroupId = Guid.NewGuid() });
        var lost = 1;
        harness.Service.OnSubmit = (_, _) => Interlocked.Exchange(ref lost, 0) == 1 ? throw new AmbiguousOutcomeException("POST /v3/submit", "lost", new IOException()) : Task.CompletedTask;
        await harness.Executor.Submit(s_function, options: new ComputeCallOptions { Idempotent = true });

        lost = 1;
        await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => harness.Executor.Submit(s_function));

        Assert.Equal(1, harness.Service.Registrations);
        Assert.Equal(1, harness.Executor.SubmittedTasks);
    }

    [Fact]
    public async Task A_cancelled_token_withdraws_a_call()
    {
        await using var harness = new ExecutorHarness();
        using var cancel = new CancellationTokenSource();
        harness.Service.OnBudget = static token => Task.Delay(Timeout.Infinite, token);

        var future = harness.Executor.Submit<int>(s_function, cancellationToken: cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => future);
        Assert.Empty(harness.Sent);
        await harness.Executor.ShutdownAsync(cancelFutures: true);
    }

    [Fact]
    public async Task An_empty_function_id_is_refused()
    {
        await using var harness = new ExecutorHarness();

        Assert.Throws<ArgumentException>(() => { _ = harness.Executor.SubmitToRegisteredFunction(Guid.Empty); });
        Assert.Throws<ArgumentNullException>(() => { _ = harness.Executor.Submit(null!); });
    }
}
